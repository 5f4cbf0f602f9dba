import Numerics

/// The score of the Numenta Anomaly Benchmark: early alarms in an event count most.
///
/// Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms", ICMLA 2015; equal to NAB's
/// `sweeper.py`. The events themselves are the windows: they are not widened as NAB's label files
/// are.
public struct NABScore: Sendable, Equatable {
  /// The sum of all rewards and penalties.
  public let raw: Double
  /// What a detector without alarms gets.
  public let null: Double
  /// What a detector gets that alarms at the first row of every event and nowhere else.
  public let perfect: Double

  /// What alarms and misses are worth.
  public struct Profile: Sendable {
    let found: Double
    let falseAlarm: Double
    let missed: Double

    public static let standard = Profile(found: 1, falseAlarm: 0.11, missed: 1)
    public static let lowFalsePositives = Profile(found: 1, falseAlarm: 0.22, missed: 1)
    public static let lowFalseNegatives = Profile(found: 1, falseAlarm: 0.11, missed: 2)
  }

  /// Scores the alarms of one unit.
  ///
  /// An event of one row has no width to measure the rows after it by; it is given that of two,
  /// where NAB divides by zero.
  ///
  /// - Parameters:
  ///   - series: The unit; its scores are not looked at.
  ///   - profile: What alarms and misses are worth.
  ///   - probation: The share of rows at the start, at most 750 rows, that counts for nothing.
  /// - Complexity: O(*r* + *a* + *e*) for *r* alarmed rows, *a* alarm segments and *e* events.
  public init(_ series: Series, profile: Profile, probation: Double = 0.15) {
    let start = min(Int(probation * Double(series.rows)), 750)
    let counted = series.events.filter { $0.upperBound > start }
    var raw = 0.0
    for (event, alarms) in zip(counted, overlaps(of: counted, with: series.alarms)) {
      // The run that reaches into the event may end before the probation does.
      let alarm = series.alarms[alarms].first { $0.upperBound > start }
      raw +=
        alarm.map { alarm in
          profile.found * Self.reward(max(alarm.lowerBound, event.lowerBound, start), in: event)
        } ?? -profile.missed
    }
    var passed = 0
    for alarm in series.alarms {
      for row in max(alarm.lowerBound, start)..<max(alarm.upperBound, start) {
        while passed < series.events.count, series.events[passed].upperBound <= row { passed += 1 }
        if passed < series.events.count, series.events[passed].contains(row) { continue }
        raw += profile.falseAlarm * Self.penalty(row, after: series.events[..<passed].last)
      }
    }
    self.raw = raw
    null = -profile.missed * Double(counted.count)
    perfect = profile.found * Double(series.events.count)
  }

  /// 100 (raw − null) ÷ (perfect − null), or `nil` without events.
  public var normalized: Double? {
    ratio(100 * (raw - null), perfect - null)
  }

  /// 1 for an alarm at the first row of an event, falling towards its end.
  private static func reward(_ row: Int, in event: Range<Int>) -> Double {
    sigmoid(-Double(event.upperBound - row) / Double(event.count)) / sigmoid(-1)
  }

  /// Near 0 for an alarm just after an event, −1 far from any or before the first.
  private static func penalty(_ row: Int, after event: Range<Int>?) -> Double {
    guard let event else { return -1 }
    return sigmoid(Double(row - event.upperBound + 1) / Double(max(event.count, 2) - 1))
  }

  private static func sigmoid(_ x: Double) -> Double {
    x > 3 ? -1 : 2 / (1 + Elementary.exp(5 * x)) - 1
  }
}
