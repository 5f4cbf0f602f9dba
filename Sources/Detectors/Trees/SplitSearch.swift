/// Finds the best split of a node in one channel.
///
/// Where the node's rows are many beside the ranks that they span, sums per rank are taken; else the
/// rows are sorted by rank.
struct SplitSearch {
  private let source: ForestRows
  /// For every rank that a node spans: weight, weight × target, rows.
  private var histogram: [SIMD4<Double>]
  /// A rank above, and a position in the node below.
  private var keys: [UInt32]
  private var sorter: KeySorter

  init(of source: ForestRows, rows: Int) {
    self.source = source
    let ranks = source.ranks.highest.map(\.count).max() ?? 0
    histogram = [SIMD4<Double>](repeating: .zero, count: min(ranks, rows))
    keys = [UInt32](repeating: 0, count: rows)
    sorter = KeySorter(capacity: rows)
  }

  /// Takes the best split in a channel where it is better than the best so far.
  ///
  /// - Parameters:
  ///   - best: The best split of the node so far.
  ///   - channel: The channel.
  ///   - rows: The rows of the node, as a range of the sample.
  ///   - sample: The rows of the tree.
  ///   - sums: The sums over the node.
  /// - Returns: Whether the channel varies in the node.
  mutating func improve(
    _ best: inout RankSplit, channel: Int, rows: Range<Int>, of sample: borrowing NodeSample,
    sums: NodeSums
  ) -> Bool {
    let (low, high) = gather(channel, rows, sample)
    if low == high { return false }
    let candidate = Candidate(
      leafRows: source.leafRows, rows: rows.count, weight: sums.weight, mean: sums.mean)
    let statistics = sample.statistics.span.extracting(rows)
    if high - low < rows.count {
      Self.fill(&histogram, keys, statistics, from: low, through: high)
      scanHistogram(&best, candidate, channel, low, high)
    } else {
      sorter.sort(&keys, count: rows.count, low: low, high: high)
      scanSorted(&best, candidate, channel, statistics)
    }
    return true
  }

  /// Reads the ranks of the node's rows, and returns the lowest and the highest.
  private mutating func gather(
    _ channel: Int, _ range: Range<Int>, _ sample: borrowing NodeSample
  ) -> (Int, Int) {
    let rows = sample.rows.span.extracting(range)
    // A copy that shares its storage, so that the span borrows nothing of what is written to.
    let table = source.ranks
    let ranks = table.ranks.span
    let columns = table.channels
    var low: UInt32 = .max
    var high: UInt32 = 0
    var keys = self.keys.mutableSpan
    precondition(keys.count >= rows.count && channel < columns, "a key for every row")
    for index in rows.indices {
      // The sample has rows of this table alone, and there is a key for each.
      let row = unsafe Int(rows[unchecked: index])
      let rank = unsafe UInt32(ranks[unchecked: row &* columns &+ channel])
      low = min(low, rank)
      high = max(high, rank)
      unsafe keys[unchecked: index] = rank << 16 | UInt32(truncatingIfNeeded: index) & 0xFFFF
    }
    return (Int(low), Int(high))
  }

  /// Sums what the node's rows weigh, rank by rank.
  private static func fill(
    _ histogram: inout [SIMD4<Double>], _ keys: [UInt32],
    _ statistics: Span<SIMD2<Double>>, from low: Int, through high: Int
  ) {
    var histogram = histogram.mutableSpan
    let keys = keys.span
    precondition(histogram.count > high - low && keys.count >= statistics.count)
    for bin in 0...(high - low) { unsafe histogram[unchecked: bin] = .zero }
    for index in statistics.indices {
      // The keys were gathered for this node, from ranks between the two.
      let statistic = unsafe statistics[unchecked: index]
      let bin = unsafe Int(keys[unchecked: index] >> 16) &- low
      unsafe histogram[unchecked: bin] += SIMD4(statistic.x, statistic.y, 1, 0)
    }
  }

  private func scanHistogram(
    _ best: inout RankSplit, _ candidate: Candidate, _ channel: Int, _ low: Int, _ high: Int
  ) {
    var left = SIMD4<Double>.zero
    var found: Int?
    let histogram = self.histogram.span
    for bin in 0..<(high - low) {
      let sums = histogram[bin]
      if sums.z == 0 { continue }
      left += sums
      if candidate.improves(&best.gain, left.x, left.y, rows: Int(left.z)) { found = bin }
    }
    guard let found else { return }
    var next = found + 1
    while histogram[next].z == 0 { next += 1 }
    best.channel = channel
    best.low = low + found
    best.high = low + next
  }

  private func scanSorted(
    _ best: inout RankSplit, _ candidate: Candidate, _ channel: Int,
    _ statistics: Span<SIMD2<Double>>
  ) {
    var left = SIMD2<Double>.zero
    var found: Int?
    let keys = self.keys.span.extracting(first: statistics.count)
    var key = keys[0]
    for index in 1..<statistics.count {
      // The lower half of a key is a position in the node.
      left += unsafe statistics[unchecked: Int(key & 0xFFFF)]
      let next = unsafe keys[unchecked: index]
      if next >> 16 > key >> 16,
        candidate.improves(&best.gain, left.x, left.y, rows: index)
      {
        found = index - 1
      }
      key = next
    }
    guard let found else { return }
    best.channel = channel
    best.low = Int(keys[found] >> 16)
    best.high = Int(keys[found + 1] >> 16)
  }
}

/// What tells how good a split of a node is.
private struct Candidate {
  let leafRows: Int
  let rows: Int
  let weight: Double
  let mean: Double

  /// Whether a split is better than the best so far, whose gain it then replaces.
  ///
  /// With targets taken from their mean, the sum of squares falls by S²·W ÷ (Wₗ·Wᵣ), where S is the
  /// left side's sum: sides that have the node's own mean gain nothing.
  @inline(__always)
  func improves(_ gain: inout Double, _ left: Double, _ leftSum: Double, rows leftRows: Int) -> Bool
  {
    let sum = leftSum - mean * left
    let square = sum * sum
    let product = left * (weight - left)
    // The division is left for the few that are better.
    guard square > gain * product, leftRows >= leafRows, rows - leftRows >= leafRows else {
      return false
    }
    gain = square / product
    return true
  }
}
