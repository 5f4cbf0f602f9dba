import Numerics
import Testing

@testable import Detectors

@Suite struct SplitSearchTests {
  /// Rows of which the first channel has few different values and the second many.
  private static func source(key: UInt64, leafRows: Int) -> ForestRows {
    var stream = RandomStream(key: key)
    let cells = (0..<60).flatMap { _ in [Double(stream.integer(below: 7)), stream.normal()] }
    return ForestRows(
      ranks: RankedRows(Matrix(rows: 60, columns: 2, storage: cells)),
      targets: (0..<60).map { _ in Double(stream.integer(below: 2)) },
      weights: (0..<60).map { _ in 1 + stream.uniform() }, channelsPerSplit: 2, leafRows: leafRows)
  }

  /// The gain of every split of some rows, each from its definition.
  private static func gains(
    _ source: ForestRows, _ rows: [Int], _ counts: [Double], channel: Int
  ) -> [(low: Int, gain: Double)] {
    func squares(_ rows: [Int]) -> Double {
      let weights = rows.map { counts[$0] * source.weights[$0] }
      let total = weights.reduce(0, +)
      let mean = zip(rows, weights).map { source.targets[$0] * $1 }.reduce(0, +) / total
      return zip(rows, weights).map { row, weight in
        let error = source.targets[row] - mean
        return weight * error * error
      }.reduce(0, +)
    }
    func rank(_ row: Int) -> Int { Int(source.ranks.ranks[2 * row + channel]) }
    return Set(rows.map(rank)).sorted().dropLast().compactMap { low in
      let left = rows.filter { rank($0) <= low }
      let right = rows.filter { rank($0) > low }
      guard min(left.count, right.count) >= source.leafRows else { return nil }
      return (low, squares(rows) - squares(left) - squares(right))
    }
  }

  @Test(arguments: [(0, 1), (1, 1), (0, 8), (1, 8)])
  func takesTheBestSplit(channel: Int, leafRows: Int) throws {
    for key in 0..<20 {
      let source = Self.source(key: UInt64(key), leafRows: leafRows)
      let counts = (0..<60).map { Double(($0 * 7 + key) % 3) }
      let sample = NodeSample(of: source, counts: counts)
      let all = 0..<sample.count
      let sums = sample.sums(of: all)
      var search = SplitSearch(of: source, rows: sample.count)
      var best = RankSplit.none
      #expect(search.improve(&best, channel: channel, rows: all, of: sample, sums: sums))
      let gains = Self.gains(source, sample.rows.map(Int.init), counts, channel: channel)
      let largest = try #require(gains.map(\.gain).max())
      #expect(best.channel == channel)
      #expect((best.gain * sums.weight - largest).magnitude < 1e-9)
      let taken = try #require(gains.first { $0.low == best.low })
      #expect((taken.gain - largest).magnitude < 1e-9)
      let above = sample.rows.map { Int(source.ranks.ranks[2 * Int($0) + channel]) }
        .filter { $0 > best.low }
      #expect(best.high == above.min())
    }
  }

  @Test func keepsABetterSplitOfAnotherChannel() {
    let source = Self.source(key: 1, leafRows: 1)
    let sample = NodeSample(of: source, counts: [Double](repeating: 1, count: 60))
    var search = SplitSearch(of: source, rows: 60)
    var best = RankSplit(channel: 7, low: 1, high: 2, gain: 1e9)
    let sums = sample.sums(of: 0..<60)
    #expect(search.improve(&best, channel: 1, rows: 0..<60, of: sample, sums: sums))
    #expect(best.channel == 7)
  }

  @Test func partitionKeepsTheOrderOfBothSides() {
    let source = Self.source(key: 2, leafRows: 1)
    var sample = NodeSample(of: source, counts: [Double](repeating: 1, count: 60))
    let before = sample
    let middle = sample.partition(10..<50, channel: 0, upTo: 3)
    let isLeft = { (row: UInt32) in source.ranks.ranks[2 * Int(row)] <= 3 }
    let node = before.rows[10..<50]
    #expect(Array(sample.rows[10..<middle]) == node.filter(isLeft))
    #expect(Array(sample.rows[middle..<50]) == node.filter { !isLeft($0) })
    #expect(sample.rows[..<10] == before.rows[..<10] && sample.rows[50...] == before.rows[50...])
    #expect(
      sample.statistics == sample.rows.map { before.statistics[Int($0)] })
  }
}
