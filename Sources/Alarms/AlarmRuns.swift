public import Telemetry

/// The alarms of one unit: maximal runs of rows whose persistent score is above the threshold.
public struct AlarmRuns: Sendable, Equatable {
  /// The runs in the order of time, each from its first alarmed row through its last.
  public let runs: [ClosedRange<Int>]

  public init(_ persistentScores: ScoreTrace, above threshold: Double) {
    self.init(persistentScores, above: threshold, within: 0..<persistentScores.count)
  }

  /// The alarms as far as they lie in some rows; a run that goes on beyond them is cut.
  public init(_ persistentScores: ScoreTrace, above threshold: Double, within rows: Range<Int>) {
    var runs: [ClosedRange<Int>] = []
    var start: Int?
    for row in rows {
      // A row without a persistent score is NaN here and never above.
      let isAlarmed = persistentScores.storage[row] > threshold
      if isAlarmed, start == nil { start = row }
      if !isAlarmed, let first = start {
        runs.append(first...(row - 1))
        start = nil
      }
    }
    if let first = start { runs.append(first...(rows.upperBound - 1)) }
    self.runs = runs
  }
}
