import Alarms
import Telemetry

/// What the metrics of ranges and volumes see of one unit: its healthy and failing rows, the others
/// left out as if not recorded.
public struct Series: Sendable {
  public let rows: Int
  /// Maximal runs of failing rows, ascending, half-open.
  public let events: [Range<Int>]
  /// Maximal runs of alarmed rows, ascending, half-open.
  public let alarms: [Range<Int>]
  /// One score per row, −∞ where there is none.
  ///
  /// May be empty where only alarms are looked at.
  public let scores: [Double]

  /// Creates a series.
  ///
  /// - Precondition: Both lists hold non-empty runs inside the rows, ascending, with a row between
  ///   each two; there are no scores or one for every row, and none of them is NaN.
  public init(rows: Int, events: [Range<Int>], alarms: [Range<Int>], scores: [Double]) {
    precondition(Self.areMaximalRuns(events, in: rows), "events must be maximal runs of rows")
    precondition(Self.areMaximalRuns(alarms, in: rows), "alarms must be maximal runs of rows")
    precondition(scores.isEmpty || scores.count == rows, "a series needs one score per row")
    precondition(!scores.contains { $0.isNaN }, "a row without a score must have −∞")
    self.rows = rows
    self.events = events
    self.alarms = alarms
    self.scores = scores
  }

  private static func areMaximalRuns(_ runs: [Range<Int>], in rows: Int) -> Bool {
    var end = -1
    for run in runs {
      guard run.lowerBound > end, !run.isEmpty, run.upperBound <= rows else { return false }
      end = run.upperBound
    }
    return true
  }

  var failingRows: Int { events.reduce(0) { $0 + $1.count } }
}

extension Series {
  /// The evaluated rows of a unit without its grey ones; runs that only grey rows separate are one.
  init(_ unit: EvaluatedUnit) {
    var events = RunBuilder()
    var alarms = RunBuilder()
    var scores: [Double] = []
    scores.reserveCapacity(unit.truth.rows.count)
    let runs = unit.alarms.runs
    var next = 0
    for row in unit.truth.rows where unit.truth.labels[row] != .grey {
      while next < runs.count, runs[next].upperBound < row { next += 1 }
      if unit.truth.labels[row] == .failing { events.add(scores.count) }
      if next < runs.count, runs[next].contains(row) { alarms.add(scores.count) }
      scores.append(unit.scores[row] ?? -.infinity)
    }
    self.init(rows: scores.count, events: events.runs, alarms: alarms.runs, scores: scores)
  }
}

/// Joins rows that are added in ascending order into maximal runs.
private struct RunBuilder {
  private(set) var runs: [Range<Int>] = []

  mutating func add(_ row: Int) {
    if let last = runs.last, last.upperBound == row {
      runs[runs.count - 1] = last.lowerBound..<(row + 1)
    } else {
      runs.append(row..<(row + 1))
    }
  }
}
