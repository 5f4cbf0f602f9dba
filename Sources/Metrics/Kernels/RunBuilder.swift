/// Joins runs of rows that are added in ascending order into maximal ones.
struct RunBuilder {
  private(set) var runs: [Range<Int>] = []

  mutating func add(_ run: Range<Int>) {
    if let last = runs.last, last.upperBound == run.lowerBound {
      runs[runs.count - 1] = last.lowerBound..<run.upperBound
    } else {
      runs.append(run)
    }
  }
}
