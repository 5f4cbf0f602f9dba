/// Sums over the rows of a node, in bins of ranks: weight, weight × target, rows.
///
/// In single precision, which is enough to tell splits apart.
struct RankBins {
  /// How many channels have sums taken at once.
  static let channels = 8
  private static let width = 256

  private var sums = [SIMD4<Float>](repeating: .zero, count: channels * width)

  /// Sums rank by rank in several channels, straight from the table.
  ///
  /// - Parameters:
  ///   - table: The ranks.
  ///   - rows: The rows of the node.
  ///   - addends: What each of them adds.
  ///   - channels: The channels, as many as there are sums for or fewer.
  mutating func fill(
    _ table: RankTable, _ rows: Span<UInt32>, _ addends: [SIMD4<Float>], _ channels: ArraySlice<Int>
  ) {
    Self.clear(&sums, count: channels.count * Self.width)
    Self.add(&sums, table, rows, addends.span, channels.span)
  }

  private static func add(
    _ sums: inout [SIMD4<Float>], _ table: RankTable, _ rows: Span<UInt32>,
    _ addends: Span<SIMD4<Float>>, _ channels: Span<Int>
  ) {
    var sums = sums.mutableSpan
    let cells = table.cells.span
    precondition(addends.count >= rows.count && channels.count <= Self.channels)
    for index in rows.indices {
      let addend = unsafe addends[unchecked: index]
      let start = unsafe Int(rows[unchecked: index]) &* table.channels
      var base = 0
      for channel in channels.indices {
        // A rank is a byte, and every channel has a bin for each byte.
        let rank = unsafe cells[unchecked: start &+ channels[unchecked: channel]]
        unsafe sums[unchecked: base &+ Int(rank)] += addend
        base &+= width
      }
    }
  }

  /// Sums in the bins of one channel, several neighbouring ranks in each.
  ///
  /// - Parameters:
  ///   - ranks: The ranks of the node's rows.
  ///   - addends: What each of them adds.
  ///   - low: The lowest rank.
  ///   - shift: Two to this power ranks share a bin.
  ///   - last: The last bin.
  mutating func fill(
    _ ranks: Span<UInt8>, _ addends: [SIMD4<Float>], low: Int, shift: Int, last: Int
  ) {
    Self.clear(&sums, count: last + 1)
    Self.clear(&sums, from: Self.width, count: last + 1)
    Self.add(&sums, ranks, addends.span, low, shift)
    for bin in 0...last { sums[bin] += sums[bin + Self.width] }
  }

  private static func add(
    _ sums: inout [SIMD4<Float>], _ ranks: Span<UInt8>, _ addends: Span<SIMD4<Float>>, _ low: Int,
    _ shift: Int
  ) {
    var sums = sums.mutableSpan
    precondition(addends.count >= ranks.count)
    // Rows that follow one another are alike, and a bin cannot be added to before it has been
    // written: the two halves of the rows have bins of their own, so that neither waits.
    let middle = ranks.count / 2
    for index in 0..<middle {
      // No rank of the node is below the lowest or beyond the last bin.
      let bin = unsafe (Int(ranks[unchecked: index]) &- low) &>> shift
      let other = unsafe (Int(ranks[unchecked: index &+ middle]) &- low) &>> shift &+ width
      unsafe sums[unchecked: bin] += addends[unchecked: index]
      unsafe sums[unchecked: other] += addends[unchecked: index &+ middle]
    }
    for index in 2 * middle..<ranks.count {
      sums[(Int(ranks[index]) - low) >> shift] += addends[index]
    }
  }

  private static func clear(_ sums: inout [SIMD4<Float>], from first: Int = 0, count: Int) {
    var sums = sums.mutableSpan
    for bin in first..<(first + count) { sums[bin] = .zero }
  }

  /// Takes the best split between bins where it is better than the best so far.
  ///
  /// - Parameters:
  ///   - lane: Which of the channels, of those filled at once.
  ///   - last: The last bin.
  ///   - candidate: What tells how good a split is.
  ///   - gain: The gain of the best split so far.
  /// - Returns: The last bin on the left of a better split.
  func search(
    lane: Int = 0, last: Int = width - 1, _ candidate: SplitCandidate, _ gain: inout Double
  ) -> Int? {
    let bins = sums.span.extracting(lane * Self.width..<lane * Self.width + last)
    var left = SIMD4<Double>.zero
    var found: Int?
    for bin in bins.indices {
      let sum = bins[bin]
      if sum.z == 0 { continue }
      left += SIMD4<Double>(sum)
      if candidate.improves(&gain, left.x, left.y, rows: Int(left.z)) { found = bin }
    }
    return found
  }

  /// Whether the rows, of which there are so many, fall into more than one bin.
  func varies(lane: Int, rows: Int) -> Bool {
    let bins = sums.span.extracting(lane * Self.width..<(lane + 1) * Self.width)
    for bin in bins.indices where bins[bin].z != 0 { return Int(bins[bin].z) != rows }
    return false
  }
}
