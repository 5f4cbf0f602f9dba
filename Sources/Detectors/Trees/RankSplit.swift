/// A split of a node by the ranks of a channel.
struct RankSplit {
  let channel: Int
  /// No row of the left side has a higher rank, and every other row has.
  let rank: Int
  /// How much it lessens the weighted sum of squares, divided by the node's weight.
  var gain: Double

  /// Worse than any split.
  static let none = RankSplit(channel: -1, rank: 0, gain: -1)
}

/// The rows of a node on either side of a split.
struct NodeSides {
  /// The first position of the right side.
  let middle: Int
  /// The highest rank on the left.
  let low: Int
  /// The lowest rank on the right.
  let high: Int
}

/// What tells how good a split of a node is.
struct SplitCandidate {
  let leafRows: Int
  /// How many rows the node has.
  let rows: Int
  let weight: Double
  /// The weighted mean of the node's targets.
  let mean: Double

  /// Whether a split is better than the best so far, whose gain it then replaces.
  ///
  /// With targets taken from their mean, the sum of squares falls by S²·W ÷ (Wₗ·Wᵣ), where S is the
  /// left side's sum: sides that have the node's own mean gain nothing.
  ///
  /// - Parameters:
  ///   - gain: The gain of the best split so far.
  ///   - left: The weight on the left.
  ///   - leftSum: The weighted targets on the left.
  ///   - leftRows: The rows on the left.
  /// - Returns: Whether it is better.
  @inline(__always)
  func improves(
    _ gain: inout Double, _ left: Double, _ leftSum: Double, rows leftRows: Int
  ) -> Bool {
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
