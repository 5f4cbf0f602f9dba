import Numerics

extension TrainingUnit {
  /// The maximal runs of fit rows without a gap, ascending.
  var consecutiveRuns: [Range<Int>] {
    var runs: [Range<Int>] = []
    for row in fitRows {
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }
}

extension TrainingSet {
  /// The values of one channel over every run of consecutive fit rows of every unit.
  func runs(ofChannel channel: Int) -> [[Double]] {
    units.flatMap { unit in
      unit.consecutiveRuns.map { run in run.map { unit.values[$0, channel] } }
    }
  }
}
