import Numerics

/// Grows one tree of a boosting, always splitting the leaf that lessens the loss most.
///
/// Ke and others, "LightGBM: a highly efficient gradient boosting decision tree", NIPS 2017: splits
/// lie between bins; of two sides the histograms of the smaller are summed, and those of the other
/// are what remains of their parent's.
struct BoostingTreeGrower {
  private let bins: BinnedRows
  private let settings: BoostingSettings
  /// Gradient and curvature of the loss at every row.
  private let slopes: [SIMD2<Float>]
  private var sample: RowSides
  private var trees = DecisionTrees()
  /// The leaves, in the order in which they came to be.
  private var leaves: [BoostingLeaf] = []

  init(_ bins: BinnedRows, slopes: [SIMD2<Float>], settings: BoostingSettings) {
    self.bins = bins
    self.slopes = slopes
    self.settings = settings
    sample = RowSides(count: bins.rows)
  }

  /// Grows the tree and adds what it says of every row to the row's prediction.
  mutating func grow(into predictions: inout [Double]) -> DecisionTrees {
    addRoot()
    while leaves.count < settings.leaves, let place = mostGainful() { divide(place) }
    for leaf in leaves {
      let value = trees.values[leaf.node]
      for row in sample.rows[leaf.rows] { predictions[Int(row)] += value }
    }
    return trees
  }

  private mutating func addRoot() {
    let rows = sample.rows[...]
    let blocks = mapBlocks(rows: rows.count) { [bins, slopes] block in
      BlockHistogram(of: rows, bins: bins.blocks[block], slopes: slopes)
    }
    let sums = blocks.first?.total ?? .zero
    let root = trees.appendRoot(value: settings.value(sums))
    let splits = blocks.indices.map { bestSplit(in: blocks[$0], block: $0, sums: sums) }
    leaves = [
      BoostingLeaf(
        node: root, rows: rows.indices, sums: sums, blocks: blocks, splits: splits)
    ]
  }

  /// The first of the leaves whose split lessens the loss most; `nil` where no leaf can be split.
  private func mostGainful() -> Int? {
    var best: Int?
    for (place, leaf) in leaves.enumerated() where leaf.gain > 0 {
      if leaf.gain > best.map({ leaves[$0].gain }) ?? 0 { best = place }
    }
    return best
  }

  private mutating func divide(_ place: Int) {
    let parent = leaves.remove(at: place)
    guard let split = parent.split else { return }
    let channel = split.channel
    let middle = sample.partition(
      parent.rows, bins.blocks[channel / BinnedRows.blockWidth],
      lane: channel % BinnedRows.blockWidth, through: UInt8(split.bin))
    let rows = [parent.rows.lowerBound..<middle, middle..<parent.rows.upperBound]
    let sums = [split.left, parent.sums - split.left]
    let child = trees.split(
      parent.node, channel: channel, threshold: bins.edges[channel][split.bin],
      left: settings.value(sums[0]), right: settings.value(sums[1]))
    let grown = isWorthSumming(rows) ? blocksOfSides(of: parent, rows: rows, sums: sums) : []
    for side in 0..<2 {
      leaves.append(
        BoostingLeaf(
          node: child + side, rows: rows[side], sums: sums[side],
          blocks: grown.map { $0.blocks[side] }, splits: grown.map { $0.splits[side] }))
    }
  }

  /// Whether either side may be split again.
  private func isWorthSumming(_ rows: [Range<Int>]) -> Bool {
    leaves.count + 2 < settings.leaves && rows.contains { $0.count >= 2 * settings.leafRows }
  }

  /// Histograms and best splits of both sides of a split, block by block.
  private func blocksOfSides(
    of parent: BoostingLeaf, rows: [Range<Int>], sums: [SIMD4<Double>]
  ) -> [(blocks: [BlockHistogram], splits: [BoostingSplit?])] {
    let small = rows[0].count < rows[1].count ? 0 : 1
    let smallRows = sample.rows[rows[small]]
    let grower = self
    return mapBlocks(rows: smallRows.count) { block in
      let summed = BlockHistogram(
        of: smallRows, bins: grower.bins.blocks[block], slopes: grower.slopes)
      let rest = BlockHistogram(of: parent.blocks[block], without: summed)
      let blocks = small == 0 ? [summed, rest] : [rest, summed]
      let splits = (0..<2).map { side in
        rows[side].count < 2 * grower.settings.leafRows
          ? nil : grower.bestSplit(in: blocks[side], block: block, sums: sums[side])
      }
      return (blocks, splits)
    }
  }

  private func bestSplit(
    in histogram: BlockHistogram, block: Int, sums: SIMD4<Double>
  ) -> BoostingSplit? {
    var best: BoostingSplit?
    for (lane, channel) in bins.channels(ofBlock: block).enumerated() {
      histogram.improve(
        &best, channel: channel, lane: lane, edges: bins.edges[channel].count, node: sums,
        leafRows: Double(settings.leafRows))
    }
    return best
  }

  /// Works on every block of channels, on several threads where that is worth their start.
  private func mapBlocks<Result: Sendable>(
    rows: Int, _ transform: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    Array(bins.blocks.indices).concurrentMap(
      width: rows < 1000 ? 1 : Concurrency.fitWidth, transform)
  }
}

/// A leaf of a tree that grows.
struct BoostingLeaf: Sendable {
  let node: Int
  /// Where its rows stand.
  let rows: Range<Int>
  /// Gradient, curvature and number of its rows.
  let sums: SIMD4<Double>
  let blocks: [BlockHistogram]
  /// Its best split, where it may be split.
  let split: BoostingSplit?

  /// Takes the first of the blocks' best splits.
  init(
    node: Int, rows: Range<Int>, sums: SIMD4<Double>, blocks: [BlockHistogram],
    splits: [BoostingSplit?]
  ) {
    self.node = node
    self.rows = rows
    self.sums = sums
    self.blocks = blocks
    var best: BoostingSplit?
    for case .some(let split) in splits where split.fall > best?.fall ?? 0 { best = split }
    self.split = best
  }

  /// How much the loss falls when the split is made, twice and to second order; 0 without a split.
  var gain: Double {
    guard let split else { return 0 }
    return split.fall - sums.x * sums.x / sums.y
  }
}
