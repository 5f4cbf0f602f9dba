public import Alarms
public import Telemetry

/// What became of one failing event: when it was found, if at all.
public struct EventOutcome: Sendable, Equatable {
  /// The unit, as an index into the evaluated units.
  public let unit: Int
  public let event: FailingEvent
  /// The row of the first alarm start of any kind since the event before, through the event's end.
  public let firstAlarm: Int?
  /// The row in which the alarm that counts started; `nil` for a missed event.
  public let alarm: Int?
  public let kind: Kind
  /// Whether an alarm started on a healthy row before the early band, since the event before.
  public let isEarly: Bool
  /// From onset to the alarm, 0 for one before it; `nil` for a missed event.
  public let delay: Double?
  /// From onset to the last observed row: where the delay of a missed event is censored.
  public let censoredAt: Double
  /// From the alarm to the failure; 0 for a missed event.
  public let lead: Double

  public enum Kind: String, Sendable {
    case inTime = "in-time"
    case late
    case missed

    public var isDetected: Bool { self != .missed }
  }
}

extension EventOutcome {
  /// Judges every failing event of a unit by the alarms raised on it.
  ///
  /// The alarm that counts is the one standing at the onset, if it began inside the early band;
  /// otherwise the first that starts from the onset through the end of the event. An alarm that has
  /// stood since before the band, or since before the evaluated rows, must clear and start again.
  ///
  /// - Parameters:
  ///   - unit: The unit's index, carried into the outcomes.
  ///   - truth: Its rows, labels and events.
  ///   - alarms: The alarms of the whole unit.
  ///   - requiredLead: An alarm with less time than this to the failure is late.
  /// - Returns: One outcome per event, in the order of time.
  public static func outcomes(
    unit: Int, truth: UnitTruth, alarms: AlarmRuns, requiredLead: Double
  ) -> [EventOutcome] {
    var previousEnd = -1
    return truth.events.map { event in
      let standing = alarms.runs.last { $0.lowerBound < event.onset && $0.contains(event.onset) }
      let alarm =
        if let standing, standing.lowerBound >= event.bandStart,
          truth.rows.contains(standing.lowerBound)
        {
          Optional(standing.lowerBound)
        } else {
          alarms.runs.first { (event.onset...event.end).contains($0.lowerBound) }?.lowerBound
        }
      let isEarly = alarms.runs.contains { run in
        let start = run.lowerBound
        return start > previousEnd && start < event.bandStart && truth.rows.contains(start)
          && truth.labels[start] == .healthy
      }
      let firstAlarm = alarms.runs.map(\.lowerBound).first {
        $0 > previousEnd && $0 <= event.end && truth.rows.contains($0)
      }
      previousEnd = event.end
      let lead = alarm.map { event.failureTime - truth.times[$0] }
      return EventOutcome(
        unit: unit, event: event, firstAlarm: firstAlarm, alarm: alarm,
        kind: lead.map { $0 < requiredLead ? .late : .inTime } ?? .missed, isEarly: isEarly,
        delay: alarm.map { max(0, truth.times[$0] - truth.times[event.onset]) },
        censoredAt: truth.times[event.end] - truth.times[event.onset], lead: lead ?? 0)
    }
  }
}
