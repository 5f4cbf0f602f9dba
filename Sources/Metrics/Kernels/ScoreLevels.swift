/// The thresholds of a volume, and for every row the first of them that alarms it.
///
/// The curve of a volume has 250 vertices, so a row's score matters only as far as it decides
/// between them. Equal thresholds make equal vertices and are kept once.
struct ScoreLevels {
  /// The number of order statistics that are taken for thresholds.
  private static let grid = 250

  let rows: Int
  let failing: Int
  /// For every row the level of its score: the first threshold, from the highest, that it reaches.
  let rowLevels: [UInt8]
  /// Rows that each threshold is the first to alarm.
  let alarmedRows: [Int]
  /// Failing rows that each threshold is the first to alarm.
  let foundRows: [Int]

  init(_ series: Series) {
    let thresholds = Self.thresholds(series.scores)
    rows = series.rows
    failing = series.failingRows
    var alarmed = [Int](repeating: 0, count: thresholds.count)
    var found = alarmed
    let levels = series.scores.map { score in
      let level = Self.level(of: score, among: thresholds)
      alarmed[level] += 1
      return UInt8(level)
    }
    for event in series.events {
      for row in event { found[Int(levels[row])] += 1 }
    }
    rowLevels = levels
    alarmedRows = alarmed
    foundRows = found
  }

  /// The distinct values at the places trunc(k · (n − 1) ÷ 249) of the scores in descending order.
  ///
  /// The quotient is rounded before it is multiplied, which decides the places at some lengths.
  private static func thresholds(_ scores: [Double]) -> [Double] {
    let ascending = scores.sorted()
    let last = ascending.count - 1
    let step = Double(last) / Double(grid - 1)
    var thresholds: [Double] = []
    for k in 0..<grid {
      let place = k == grid - 1 ? last : Int(Double(k) * step)
      let threshold = ascending[last - place]
      if threshold != thresholds.last { thresholds.append(threshold) }
    }
    return thresholds
  }

  private static func level(of score: Double, among thresholds: [Double]) -> Int {
    var low = 0
    var high = thresholds.count - 1
    while low < high {
      let middle = (low + high) / 2
      if score >= thresholds[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
