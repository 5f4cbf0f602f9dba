/// Which failing events were alarmed, and how many alarms met none.
///
/// Counts of several units are pooled by adding them.
public struct EventCounts: Sendable, Equatable {
  /// For every event the rows from its start to the first alarmed row inside; `nil` where missed.
  public let delays: [Int?]
  public let alarmSegments: Int
  /// Alarm segments without any row inside an event.
  public let falseAlarmSegments: Int

  private init(delays: [Int?], alarmSegments: Int, falseAlarmSegments: Int) {
    self.delays = delays
    self.alarmSegments = alarmSegments
    self.falseAlarmSegments = falseAlarmSegments
  }

  /// Counts the events and alarms of one unit, in time linear in their number.
  public init(_ series: Series) {
    let alarms = overlaps(of: series.events, with: series.alarms)
    self.init(
      delays: zip(series.events, alarms).map { event, alarms in
        alarms.first.map { max(0, series.alarms[$0].lowerBound - event.lowerBound) }
      },
      alarmSegments: series.alarms.count,
      falseAlarmSegments: overlaps(of: series.alarms, with: series.events).count(where: \.isEmpty))
  }

  public static func + (left: Self, right: Self) -> Self {
    Self(
      delays: left.delays + right.delays, alarmSegments: left.alarmSegments + right.alarmSegments,
      falseAlarmSegments: left.falseAlarmSegments + right.falseAlarmSegments)
  }

  public var events: Int { delays.count }

  /// Events with at least one alarmed row.
  public var detected: Int { delays.count { $0 != nil } }

  /// Detected events ÷ (detected events + false alarm segments), or `nil` without either.
  public var precision: Double? {
    ratio(Double(detected), Double(detected + falseAlarmSegments))
  }

  /// Detected events ÷ events, or `nil` without events.
  public var recall: Double? { ratio(Double(detected), Double(events)) }

  /// 2 D ÷ (2 D + false alarm segments + missed events), D detected; `nil` when all are 0.
  public var f1: Double? {
    ratio(Double(2 * detected), Double(detected + falseAlarmSegments + events))
  }
}
