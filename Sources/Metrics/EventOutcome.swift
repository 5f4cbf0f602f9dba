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
  /// - Parameters:
  ///   - unit: The unit's index, carried into the outcomes.
  ///   - truth: Its rows, labels and events.
  ///   - alarms: The alarms of the whole unit.
  ///   - requiredLead: An alarm with less time than this to the failure is late.
  /// - Returns: One outcome per event, in the order of time.
  public static func outcomes(
    unit: Int, truth: UnitTruth, alarms: AlarmRuns, requiredLead: Double
  ) -> [EventOutcome] {
    outcomes(
      unit: unit, events: truth.events, rows: truth.rows, alarms: alarms.runs,
      requiredLead: requiredLead, time: { truth.times[$0] }, label: { truth.labels[$0] })
  }

  /// Judges failing events by the alarms raised in some rows.
  ///
  /// The alarm that counts is the one standing at the onset, if it began inside the early band;
  /// otherwise the first that starts from the onset through the end of the event. An alarm that has
  /// stood since before the band, or since before the evaluated rows, must clear and start again.
  ///
  /// - Parameters:
  ///   - unit: The unit's index, carried into the outcomes.
  ///   - events: The failing events, in the order of time.
  ///   - rows: The rows that are evaluated.
  ///   - alarms: Maximal runs of alarmed rows, in the order of time.
  ///   - requiredLead: An alarm with less time than this to the failure is late.
  ///   - time: The time of a row in which an event begins or ends or an alarm starts.
  ///   - label: The label of a row in which an alarm starts.
  /// - Returns: One outcome per event, in the order of time.
  /// - Complexity: O(*e* + *a*) for *e* events and *a* alarms.
  static func outcomes(
    unit: Int, events: [FailingEvent], rows: Range<Int>, alarms: [ClosedRange<Int>],
    requiredLead: Double, time: (Int) -> Double, label: (Int) -> RowLabel
  ) -> [EventOutcome] {
    var next = 0
    return events.map { event in
      // The alarms that start after the event before, through this one's end.
      let first = next
      while next < alarms.count, alarms[next].lowerBound <= event.end { next += 1 }
      let starts = alarms[first..<next].lazy.map(\.lowerBound).filter(rows.contains)
      let standing = alarms[..<next].last { $0.lowerBound < event.onset }
      let alarm =
        if let standing, standing.contains(event.onset), standing.lowerBound >= event.bandStart,
          rows.contains(standing.lowerBound)
        {
          Optional(standing.lowerBound)
        } else {
          alarms[first..<next].first { $0.lowerBound >= event.onset }?.lowerBound
        }
      let isEarly = starts.contains { $0 < event.bandStart && label($0) == .healthy }
      let lead = alarm.map { event.failureTime - time($0) }
      return EventOutcome(
        unit: unit, event: event, firstAlarm: starts.first, alarm: alarm,
        kind: lead.map { $0 < requiredLead ? .late : .inTime } ?? .missed, isEarly: isEarly,
        delay: alarm.map { max(0, time($0) - time(event.onset)) },
        censoredAt: time(event.end) - time(event.onset), lead: lead ?? 0)
    }
  }
}
