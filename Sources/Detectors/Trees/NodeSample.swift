/// The rows that a tree is grown on, in an order in which the rows of any node stand together.
struct NodeSample {
  /// The drawn rows, each once.
  private(set) var rows: [UInt32]
  /// For each of them its weight, and its weight × target.
  private(set) var statistics: [SIMD2<Double>]
  private let source: ForestRows
  private var spareRows: [UInt32]
  private var spareStatistics: [SIMD2<Double>]

  var count: Int { rows.count }

  init(of source: ForestRows, counts: [Double]) {
    self.source = source
    rows = []
    statistics = []
    for (row, count) in counts.enumerated() where count > 0 {
      let weight = count * source.weights[row]
      rows.append(UInt32(row))
      statistics.append(SIMD2(weight, weight * source.targets[row]))
    }
    spareRows = rows
    spareStatistics = statistics
  }

  /// The sums over a range, in its order.
  func sums(of range: Range<Int>) -> NodeSums {
    let statistics = self.statistics.span.extracting(range)
    var sums = SIMD2<Double>.zero
    for index in statistics.indices { sums += statistics[index] }
    return NodeSums(weight: sums.x, weightedTarget: sums.y)
  }

  /// Whether a range has different targets.
  func isMixed(_ range: Range<Int>) -> Bool {
    let rows = self.rows.span.extracting(range)
    let first = source.targets[Int(rows[0])]
    for index in rows.indices where source.targets[Int(rows[index])] != first { return true }
    return false
  }

  /// Moves the rows that go to the left of a split before the others, both in their order.
  ///
  /// - Parameters:
  ///   - range: The rows of the node.
  ///   - channel: The channel that is split.
  ///   - rank: The highest rank on the left.
  /// - Returns: The first position of the right side.
  mutating func partition(_ range: Range<Int>, channel: Int, upTo rank: Int) -> Int {
    let table = source.ranks
    return Self.partition(
      range, &rows, &statistics, spareRows: &spareRows, spareStatistics: &spareStatistics
    ) { row in
      // Rows are rows of this table.
      unsafe Int(table.ranks.span[unchecked: row &* table.channels &+ channel]) <= rank
    }
  }

  @inline(__always)
  private static func partition(
    _ range: Range<Int>, _ rows: inout [UInt32], _ statistics: inout [SIMD2<Double>],
    spareRows: inout [UInt32], spareStatistics: inout [SIMD2<Double>], isLeft: (Int) -> Bool
  ) -> Int {
    var rows = rows.mutableSpan
    var statistics = statistics.mutableSpan
    var spareRows = spareRows.mutableSpan
    var spareStatistics = spareStatistics.mutableSpan
    precondition(range.upperBound <= rows.count && rows.count == statistics.count)
    var left = range.lowerBound
    var right = 0
    for index in range {
      // The four arrays are as long as one another; `left` stays at `index` or below.
      let row = unsafe rows[unchecked: index]
      let statistic = unsafe statistics[unchecked: index]
      // Both are written, one of them is kept: cheaper than a branch that cannot be foreseen.
      unsafe rows[unchecked: left] = row
      unsafe statistics[unchecked: left] = statistic
      unsafe spareRows[unchecked: right] = row
      unsafe spareStatistics[unchecked: right] = statistic
      let step = isLeft(Int(row)) ? 1 : 0
      left &+= step
      right &+= 1 &- step
    }
    for index in 0..<right {
      rows[left + index] = spareRows[index]
      statistics[left + index] = spareStatistics[index]
    }
    return left
  }
}
