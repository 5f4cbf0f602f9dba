import Numerics

/// What scores that look at nothing reach by point adjustment, on the same rows and events.
///
/// Point adjustment credits an event whole for a single alarm, so random scores come close to 1 on
/// long events (Kim et al., "Towards a rigorous evaluation of time-series anomaly detection", AAAI
/// 2022). One draw, from a stream that is the same for every file.
enum RandomBaseline {
  /// The point-adjusted metrics of as many alarmed rows as there are.
  static func adjusted(_ series: [Series]) -> [MetricValue] {
    RangeMetrics.adjusted(alarms(series))
  }

  /// The same rows and events with as many alarmed rows, drawn from the rows of all units.
  ///
  /// Selection sampling, in which every set of so many rows is equally likely (Knuth, "The Art of
  /// Computer Programming", volume 2, section 3.4.2, algorithm S).
  static func alarms(_ series: [Series]) -> [Series] {
    var stream = stream
    var left = series.reduce(0) { $0 + $1.rows }
    var wanted = series.reduce(0) { $0 + $1.alarms.reduce(0) { $0 + $1.count } }
    return series.map { series in
      var alarms = RunBuilder()
      for row in 0..<series.rows {
        if stream.integer(below: left) < wanted {
          alarms.add(row..<row + 1)
          wanted -= 1
        }
        left -= 1
      }
      return Series(rows: series.rows, events: series.events, alarms: alarms.runs, scores: [])
    }
  }

  /// The point-adjusted F1 of uniform scores at their own best threshold.
  static func bestAdjusted(_ series: [Series]) -> Double? {
    var stream = stream
    let drawn = series.map { series in
      Series(
        rows: series.rows, events: series.events, alarms: [],
        scores: (0..<series.rows).map { _ in stream.uniform() })
    }
    return BestThresholdMetrics.pointAdjusted(drawn)?.f1
  }

  private static var stream: RandomStream { RandomStream(seed: 1, path: ["score", "random"]) }
}
