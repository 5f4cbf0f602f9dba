import Metrics
import Numerics

/// Unit noise with an event of 20 to 200 rows in every thousand, two units higher there; scores of
/// at least 2 are alarms.
struct DrawnSeries {
  let labels: [Bool]
  let series: Series

  init(rows: Int) {
    var stream = RandomStream(seed: 1, path: ["metric-speed"])
    let events = stride(from: 0, to: rows - 999, by: 1000).map { block in
      let length = 20 + stream.integer(below: 181)
      let start = block + 1 + stream.integer(below: 998 - length)
      return start..<(start + length)
    }
    var labels = [Bool](repeating: false, count: rows)
    for event in events {
      for row in event { labels[row] = true }
    }
    let scores = labels.map { stream.normal() + ($0 ? 2 : 0) }
    var alarms: [Range<Int>] = []
    for row in scores.indices where scores[row] >= 2 {
      if let last = alarms.last, last.upperBound == row {
        alarms[alarms.count - 1] = last.lowerBound..<(row + 1)
      } else {
        alarms.append(row..<(row + 1))
      }
    }
    self.labels = labels
    series = Series(rows: rows, events: events, alarms: alarms, scores: scores)
  }

  /// One row a line: 1 for a failing row or 0, a comma, the score.
  var text: String {
    zip(labels, series.scores).map { "\($0 ? 1 : 0),\($1)\n" }.joined()
  }
}
