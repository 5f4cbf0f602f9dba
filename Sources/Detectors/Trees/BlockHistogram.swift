/// The sums over a node's rows of gradient, curvature and 1, for every bin of a block of channels.
struct BlockHistogram: Sendable {
  /// Channels × bins.
  private var sums: [SIMD4<Double>]

  /// Sums over rows, in their order.
  ///
  /// - Parameters:
  ///   - rows: The rows of the node.
  ///   - bins: The bins of all rows.
  ///   - slopes: Gradient and curvature of all rows.
  init(of rows: ArraySlice<UInt32>, bins: [SIMD4<UInt8>], slopes: [SIMD2<Float>]) {
    var sums = [SIMD4<Double>](
      repeating: .zero, count: BinnedRows.blockWidth * BinnedRows.mostBins)
    Self.add(rows.span, bins.span, slopes.span, to: &sums)
    self.sums = sums
  }

  private static func add(
    _ rows: Span<UInt32>, _ bins: Span<SIMD4<UInt8>>, _ slopes: Span<SIMD2<Float>>,
    to sums: inout [SIMD4<Double>]
  ) {
    var sums = sums.mutableSpan
    for index in rows.indices {
      let row = Int(rows[index])
      let slope = slopes[row]
      let addend = SIMD4(Double(slope.x), Double(slope.y), 1, 0)
      let bin = bins[row]
      // A bin is a byte, and every channel has a place for each byte.
      unsafe sums[unchecked: Int(bin.x)] += addend
      unsafe sums[unchecked: BinnedRows.mostBins &+ Int(bin.y)] += addend
      unsafe sums[unchecked: 2 &* BinnedRows.mostBins &+ Int(bin.z)] += addend
      unsafe sums[unchecked: 3 &* BinnedRows.mostBins &+ Int(bin.w)] += addend
    }
  }

  /// What remains of a node's sums without those of some of its rows.
  init(of node: BlockHistogram, without part: BlockHistogram) {
    let whole = node.sums.span
    let taken = part.sums.span
    sums = [SIMD4<Double>](capacity: whole.count) { rest in
      for index in whole.indices { rest.append(whole[index] - taken[index]) }
    }
  }

  /// The sums over all rows of the node.
  var total: SIMD4<Double> {
    sums[..<BinnedRows.mostBins].reduce(.zero, +)
  }

  /// Takes the best split in a channel where it is better than the best so far.
  ///
  /// - Parameters:
  ///   - best: The best split of the node so far.
  ///   - channel: The channel.
  ///   - lane: Its place in the block.
  ///   - edges: How many edges the channel has.
  ///   - node: The sums over the node.
  ///   - leafRows: How many rows either side has at least.
  func improve(
    _ best: inout BoostingSplit?, channel: Int, lane: Int, edges: Int, node: SIMD4<Double>,
    leafRows: Double
  ) {
    let bins = sums.span.extracting(
      lane * BinnedRows.mostBins..<(lane + 1) * BinnedRows.mostBins)
    var left = SIMD4<Double>.zero
    for bin in 0..<edges {
      let sum = bins[bin]
      if sum.z == 0 { continue }
      left += sum
      let right = node - left
      if left.z < leafRows || left.y < BoostingSplit.leastCurvature { continue }
      if right.z < leafRows || right.y < BoostingSplit.leastCurvature { break }
      let fall = left.x * left.x / left.y + right.x * right.x / right.y
      if fall > best?.fall ?? 0 {
        best = BoostingSplit(channel: channel, bin: bin, left: left, fall: fall)
      }
    }
  }
}

/// A split of a node: into the rows through a bin of a channel, and the others.
struct BoostingSplit: Sendable {
  /// Either side's curvatures sum to this at least.
  static let leastCurvature = 1e-3

  let channel: Int
  /// The last bin of the left side.
  let bin: Int
  /// Gradient, curvature and rows of the left side.
  let left: SIMD4<Double>
  /// How much the two sides' best values lessen the loss, twice and to second order.
  let fall: Double
}
