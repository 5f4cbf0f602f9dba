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
    let failingRows = series.reduce(0) { $0 + $1.failingRows }
    var finds: [BestThreshold.Find] = []
    var healthy: [Double] = []
    healthy.reserveCapacity(series.reduce(0) { $0 + $1.rows } - failingRows)
    for series in series {
      var row = 0
      for event in series.events {
        for _ in row..<event.lowerBound { healthy.append(stream.uniform()) }
        let best = event.reduce(0) { best, _ in max(best, stream.uniform()) }
        finds.append(BestThreshold.Find(score: best, rows: event.count))
        row = event.upperBound
      }
      for _ in row..<series.rows { healthy.append(stream.uniform()) }
    }
    return BestThreshold(finds, healthy: healthy, failingRows: failingRows)?.f1
  }

  private static var stream: RandomStream { RandomStream(seed: 1, path: ["score", "random"]) }
}
