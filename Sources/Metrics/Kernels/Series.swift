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

  /// The rows between the events, ascending.
  var healthyRuns: [Range<Int>] {
    let starts = [0] + events.map(\.upperBound)
    let ends = events.map(\.lowerBound) + [rows]
    return zip(starts, ends).map { $0..<$1 }
  }
}

extension [Series] {
  /// The scores of all failing rows, −∞ where there is none.
  var failingScores: [Double] { scores(of: \.events) }

  /// The scores of all healthy rows, −∞ where there is none.
  var healthyScores: [Double] { scores(of: \.healthyRuns) }

  /// The scores of some rows of every series, in an array that never grows.
  private func scores(of runs: (Series) -> [Range<Int>]) -> [Double] {
    var scores: [Double] = []
    scores.reserveCapacity(reduce(0) { $0 + runs($1).reduce(0) { $0 + $1.count } })
    for series in self {
      for run in runs(series) { scores += series.scores[run] }
    }
    return scores
  }
}

extension Series {
  /// The evaluated rows of a unit with its scores, without the grey ones.
  init(_ unit: EvaluatedUnit) {
    self.init(unit, scores: unit.scores)
  }

  /// The evaluated rows of a unit without the grey ones; runs that only those separate are one.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - trace: Its scores or its persistent scores.
  init(_ unit: EvaluatedUnit, scores trace: ScoreTrace) {
    var events = RunBuilder()
    var alarms = RunBuilder()
    var scores: [Double] = []
    scores.reserveCapacity(unit.truth.rows.count)
    let runs = unit.alarms.runs
    var next = 0
    for row in unit.truth.rows where unit.truth.labels[row].isCounted {
      while next < runs.count, runs[next].upperBound < row { next += 1 }
      if unit.truth.labels[row] == .failing { events.add(scores.count..<scores.count + 1) }
      if next < runs.count, runs[next].contains(row) {
        alarms.add(scores.count..<scores.count + 1)
      }
      scores.append(trace[row] ?? -.infinity)
    }
    self.init(rows: scores.count, events: events.runs, alarms: alarms.runs, scores: scores)
  }
}
