import Numerics

/// What the trees of a forest are grown from.
///
/// Two classes as targets 0 and 1 make the trees those of Gini's criterion: the impurity of a node is
/// then twice its sum of squares.
struct ForestRows: Sendable {
  let ranks: RankedRows
  let targets: [Double]
  /// The rows in groups that are drawn from equally often; drawn twice, a row counts twice.
  let groups: [[Int]]
  /// How many channels a split chooses from.
  let channelsPerSplit: Int
  /// How many rows a leaf has at least; a row that was drawn twice is one row.
  let leafRows: Int

  /// Grows one tree on as many rows as there are, drawn with replacement.
  ///
  /// - Parameter randomness: The stream of this tree.
  /// - Returns: The tree.
  func tree(_ randomness: RandomStream) -> DecisionTrees {
    var randomness = randomness
    var counts = [Double](repeating: 0, count: targets.count)
    for _ in targets {
      let group = groups.count == 1 ? 0 : randomness.integer(below: groups.count)
      counts[groups[group][randomness.integer(below: groups[group].count)]] += 1
    }
    var grower = ForestTreeGrower(of: self, counts: counts, randomness: randomness)
    return grower.grown()
  }
}

/// Grows a tree of a forest from the root downwards (Breiman, "Random forests", 2001).
///
/// A node takes the split that lessens the weighted sum of squares most, among the channels drawn
/// for it; of equal ones the first. Channels that do not vary in the node count as drawn, unless
/// none of them varies. It is a leaf when its targets are equal or no split leaves enough rows.
struct ForestTreeGrower {
  private let source: ForestRows
  private var randomness: RandomStream
  private var trees = DecisionTrees()
  private var sample: NodeSample
  private var search: SplitSearch
  /// The channels in an order of which the beginning is drawn anew for every node.
  private var channels: [Int]

  init(of source: ForestRows, counts: [Double], randomness: RandomStream) {
    self.source = source
    self.randomness = randomness
    sample = NodeSample(of: source, counts: counts)
    search = SplitSearch(of: source, rows: sample.count)
    channels = Array(0..<source.ranks.ranks.channels)
  }

  mutating func grown() -> DecisionTrees {
    let all = 0..<sample.count
    let sums = sample.sums(of: all)
    var open = [(leaf: trees.appendRoot(value: sums.mean), rows: all, sums: sums)]
    while let (leaf, rows, sums) = open.popLast() {
      guard rows.count >= 2 * source.leafRows, rows.count > 1, sample.isMixed(rows) else {
        continue
      }
      sample.focus(on: rows)
      guard let split = bestSplit(of: rows, sums: sums) else { continue }
      let parts = sample.partition(rows, channel: split.channel, upTo: split.rank)
      let sides = [rows.lowerBound..<parts.middle, parts.middle..<rows.upperBound].map {
        (rows: $0, sums: sample.sums(of: $0))
      }
      let child = trees.split(
        leaf, channel: split.channel,
        threshold: source.ranks.threshold(split.channel, between: parts.low, and: parts.high),
        left: sides[0].sums.mean, right: sides[1].sums.mean)
      for (side, part) in sides.enumerated() { open.append((child + side, part.rows, part.sums)) }
    }
    return trees
  }

  private mutating func bestSplit(of rows: Range<Int>, sums: NodeSums) -> RankSplit? {
    var best = RankSplit.none
    var drawn = 0
    var hasVarying = false
    while drawn < channels.count, !hasVarying {
      // One more at a time, should the first be constant.
      let end = max(drawn + 1, source.channelsPerSplit)
      for place in drawn..<end {
        channels.swapAt(place, place + randomness.integer(below: channels.count - place))
      }
      hasVarying = search.improve(
        &best, channels: channels[drawn..<end], rows: rows, of: sample, sums: sums)
      drawn = end
    }
    return best.channel < 0 ? nil : best
  }
}

/// The sums of weights, and of weights × targets, over the rows of a node.
struct NodeSums {
  let weight: Double
  let weightedTarget: Double

  var mean: Double { weightedTarget / weight }
}
