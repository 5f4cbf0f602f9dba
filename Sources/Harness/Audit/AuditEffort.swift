/// How much an audit looks at: units may be long, so its work is bounded.
struct AuditEffort {
  /// At most this many units, evenly spaced.
  let units: Int
  /// At most this many of a unit's first rows, or twice those that pass before its first score.
  let rows: Int
  /// The number of cuts within those rows.
  let cuts: Int

  /// Part of computing a cell: cheap beside the fits and scores that it needs anyway.
  static let inRun = AuditEffort(units: 3, rows: 200, cuts: 2)
  /// What `assay audit` does.
  static let thorough = AuditEffort(units: 8, rows: 2000, cuts: 5)

  /// The numbers from 0 below `count` that are looked at.
  func positions(of count: Int) -> [Int] {
    guard count > units else { return Array(0..<count) }
    return (0..<units).map { $0 * (count - 1) / (units - 1) }
  }

  /// The numbers of first rows after which a unit is cut, each leaving at least one row.
  func cuts(of rows: Int) -> [Int] {
    (1...cuts).map { $0 * rows / (cuts + 1) }.filter { $0 > 0 }.removingRepeats()
  }
}
