/// The rows that a tree is grown on, in an order in which the rows of any node stand together.
struct NodeSample {
  /// So many ranks stay in the nearest memory.
  private static let nearbyCells = 1 << 14

  /// The ranks by which nodes are split.
  private(set) var table: RankTable
  /// The rows of the table.
  private(set) var rows: [UInt32]
  /// For each of them its weight and its target.
  private(set) var statistics: [SIMD2<Double>]
  private let source: ForestRows
  private var spareRows: [UInt32] = []
  private var spareStatistics: [SIMD2<Double>] = []
  /// The rows that the table is of, where it is not of all.
  private var focus = 0..<0

  var count: Int { rows.count }

  init(of source: ForestRows, counts: [Double]) {
    self.source = source
    table = source.ranks.ranks
    rows = []
    statistics = []
    for (row, count) in counts.enumerated() where count > 0 {
      rows.append(UInt32(row))
      statistics.append(SIMD2(count, source.targets[row]))
    }
    spareRows = rows
    spareStatistics = statistics
  }

  /// Makes ready for a node and those below it.
  ///
  /// The ranks of a small node are copied, for the tree below it reads them again and again. Nodes
  /// must come depth first: a node's rows are numbered anew when its ranks are copied.
  mutating func focus(on range: Range<Int>) {
    if focus.lowerBound <= range.lowerBound, range.upperBound <= focus.upperBound { return }
    let isSmall = range.count * table.channels <= Self.nearbyCells
    focus = isSmall ? range : 0..<0
    table = source.ranks.ranks
    guard isSmall else { return }
    table = table.selecting(rows.span.extracting(range))
    for (number, place) in range.enumerated() { rows[place] = UInt32(number) }
  }

  /// The sums over a range, in its order.
  func sums(of range: Range<Int>) -> NodeSums {
    let statistics = self.statistics.span.extracting(range)
    var weight = 0.0
    var weightedTarget = 0.0
    for index in statistics.indices {
      let statistic = unsafe statistics[unchecked: index]
      weight += statistic.x
      weightedTarget += statistic.x * statistic.y
    }
    return NodeSums(weight: weight, weightedTarget: weightedTarget)
  }

  /// Copies what the rows of a range add to sums: weight, weight × target and 1.
  ///
  /// In single precision, which is enough to tell splits apart.
  func copyAddends(of range: Range<Int>, into addends: inout [SIMD4<Float>]) {
    let statistics = self.statistics.span.extracting(range)
    var addends = addends.mutableSpan
    for index in statistics.indices {
      let statistic = statistics[index]
      addends[index] = SIMD4(Float(statistic.x), Float(statistic.x * statistic.y), 1, 0)
    }
  }

  /// Whether a range has different targets.
  func isMixed(_ range: Range<Int>) -> Bool {
    let statistics = self.statistics.span.extracting(range)
    for index in statistics.indices where statistics[index].y != statistics[0].y { return true }
    return false
  }

  /// Moves the rows that go to the left of a split before the others, both in their order.
  ///
  /// - Parameters:
  ///   - range: The rows of the node, on which the sample is focused.
  ///   - channel: The channel that is split.
  ///   - rank: No row of the left side has a higher rank.
  /// - Returns: The sides.
  mutating func partition(_ range: Range<Int>, channel: Int, upTo rank: Int) -> NodeSides {
    Self.partition(
      range, &rows, &statistics, spareRows: &spareRows, spareStatistics: &spareStatistics,
      table, channel: channel, limit: UInt8(rank))
  }

  private static func partition(
    _ range: Range<Int>, _ rows: inout [UInt32], _ statistics: inout [SIMD2<Double>],
    spareRows: inout [UInt32], spareStatistics: inout [SIMD2<Double>], _ table: RankTable,
    channel: Int, limit: UInt8
  ) -> NodeSides {
    var rows = rows.mutableSpan
    var statistics = statistics.mutableSpan
    var spareRows = spareRows.mutableSpan
    var spareStatistics = spareStatistics.mutableSpan
    precondition(range.upperBound <= rows.count && rows.count == statistics.count)
    var left = range.lowerBound
    var right = 0
    var low: UInt8 = 0
    var high: UInt8 = .max
    for index in range {
      // The four arrays are as long as one another; `left` stays at `index` or below.
      let row = unsafe rows[unchecked: index]
      let statistic = unsafe statistics[unchecked: index]
      // Both are written, one of them is kept: cheaper than a branch that cannot be foreseen.
      unsafe rows[unchecked: left] = row
      unsafe statistics[unchecked: left] = statistic
      unsafe spareRows[unchecked: right] = row
      unsafe spareStatistics[unchecked: right] = statistic
      let rank = table.rank(row, channel)
      let isLeft = rank <= limit
      low = max(low, isLeft ? rank : 0)
      high = min(high, isLeft ? .max : rank)
      left &+= isLeft ? 1 : 0
      right &+= isLeft ? 0 : 1
    }
    for index in 0..<right {
      rows[left + index] = spareRows[index]
      statistics[left + index] = spareStatistics[index]
    }
    return NodeSides(middle: left, low: Int(low), high: Int(high))
  }
}
