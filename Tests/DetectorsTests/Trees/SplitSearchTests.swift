import Numerics
import Testing

@testable import Detectors

@Suite struct SplitSearchTests {
  /// Rows of which the first channel has few different values and the second many.
  private static func source(rows: Int, key: Int, leafRows: Int = 1) -> ForestRows {
    var stream = RandomStream(key: UInt64(key))
    let cells = (0..<rows).flatMap { _ in [Double(stream.integer(below: 7)), stream.normal()] }
    return ForestRows(
      ranks: RankedRows(Matrix(rows: rows, columns: 2, storage: cells)),
      targets: (0..<rows).map { _ in Double(stream.integer(below: 2)) },
      groups: [Array(0..<rows)], channelsPerSplit: 1, leafRows: leafRows)
  }

  private static func sample(_ source: ForestRows) -> NodeSample {
    NodeSample(of: source, counts: source.targets.indices.map { Double(1 + $0 % 3) })
  }

  /// What every split between two ranks takes from the sum of squares, from its definition.
  private static func gains(
    _ source: ForestRows, _ sample: NodeSample, channel: Int
  ) -> [(rank: Int, gain: Double)] {
    func squares(_ statistics: [SIMD2<Double>]) -> Double {
      let weight = statistics.map(\.x).reduce(0, +)
      let mean = statistics.map { $0.x * $0.y }.reduce(0, +) / weight
      return statistics.map { $0.x * ($0.y - mean) * ($0.y - mean) }.reduce(0, +)
    }
    let ranks = sample.rows.map { Int(sample.table.rank($0, channel)) }
    let all = sample.statistics
    return ((ranks.min() ?? 0)..<(ranks.max() ?? 0)).compactMap { rank in
      let left = all.indices.filter { ranks[$0] <= rank }.map { all[$0] }
      let right = all.indices.filter { ranks[$0] > rank }.map { all[$0] }
      guard min(left.count, right.count) >= source.leafRows else { return nil }
      return (rank, squares(all) - squares(left) - squares(right))
    }
  }

  /// Sorted, in bins of two ranks where there are many, and rank by rank.
  @Test(
    arguments: [(2, 1), (20, 1), (32, 1), (60, 2), (100, 2), (511, 1), (512, 1), (900, 1)],
    [1, 8])
  func takesTheBestSplit(size: (rows: Int, binned: Int), leafRows: Int) throws {
    for (key, channel) in [(1, 0), (2, 0), (1, 1), (2, 1), (3, 1)] {
      let source = Self.source(rows: size.rows, key: key, leafRows: leafRows)
      let sample = Self.sample(source)
      let all = 0..<sample.count
      let sums = sample.sums(of: all)
      var search = SplitSearch(of: source, rows: sample.count)
      var best = RankSplit.none
      let varies = search.improve(
        &best, channels: [channel], rows: all, of: sample, sums: sums)
      let perBin = channel == 1 ? size.binned : 1
      let gains = Self.gains(source, sample, channel: channel)
      guard let largest = gains.filter({ ($0.rank + 1) % perBin == 0 }).map(\.gain).max() else {
        #expect(best.channel == -1)
        continue
      }
      #expect(varies && best.channel == channel)
      #expect((best.gain * sums.weight - largest).magnitude < 1e-4 * largest + 1e-6)
      let taken = try #require(gains.last { $0.rank <= best.rank })
      #expect((taken.gain - largest).magnitude < 1e-4 * largest + 1e-6)
    }
  }

  @Test(arguments: [20, 60, 600])
  func aConstantChannelDoesNotVary(rows: Int) {
    let source = ForestRows(
      ranks: RankedRows(Matrix(rows: rows, columns: 1, filledWith: 3)),
      targets: (0..<rows).map { Double($0 % 2) }, groups: [Array(0..<rows)],
      channelsPerSplit: 1, leafRows: 1)
    let sample = Self.sample(source)
    var search = SplitSearch(of: source, rows: rows)
    var best = RankSplit.none
    let all = 0..<rows
    let sums = sample.sums(of: all)
    #expect(!search.improve(&best, channels: [0], rows: all, of: sample, sums: sums))
    #expect(best.channel == -1)
  }

  @Test(arguments: [20, 60, 600])
  func keepsABetterSplitOfAnotherChannel(rows: Int) {
    let source = Self.source(rows: rows, key: 1)
    let sample = Self.sample(source)
    var search = SplitSearch(of: source, rows: rows)
    var best = RankSplit(channel: 7, rank: 1, gain: 1e9)
    let sums = sample.sums(of: 0..<rows)
    #expect(search.improve(&best, channels: [1], rows: 0..<rows, of: sample, sums: sums))
    #expect(best.channel == 7)
  }

  @Test func partitionKeepsTheOrderOfBothSides() {
    let source = Self.source(rows: 60, key: 2)
    var sample = Self.sample(source)
    let before = sample
    let sides = sample.partition(10..<50, channel: 1, upTo: 30)
    let rank = { (row: UInt32) in Int(source.ranks.ranks.rank(row, 1)) }
    let node = before.rows[10..<50]
    #expect(Array(sample.rows[10..<sides.middle]) == node.filter { rank($0) <= 30 })
    #expect(Array(sample.rows[sides.middle..<50]) == node.filter { rank($0) > 30 })
    #expect(sides.low == node.map(rank).filter { $0 <= 30 }.max())
    #expect(sides.high == node.map(rank).filter { $0 > 30 }.min())
    #expect(sample.rows[..<10] == before.rows[..<10] && sample.rows[50...] == before.rows[50...])
    #expect(sample.statistics == sample.rows.map { before.statistics[Int($0)] })
  }

  @Test func aSmallNodeHasATableOfItsOwn() {
    let source = Self.source(rows: 9000, key: 3)
    var sample = Self.sample(source)
    func ranks(_ range: Range<Int>) -> [UInt8] {
      range.map { sample.table.rank(sample.rows[$0], 1) }
    }
    let before = ranks(0..<9000)
    for node in [0..<9000, 2000..<3000, 2000..<2500, 2500..<3000, 4000..<4400] {
      sample.focus(on: node)
      #expect(ranks(node) == Array(before[node]))
      #expect(
        sample.table.rows == (node.count == 9000 ? 9000 : node.lowerBound < 4000 ? 1000 : 400))
    }
  }
}
