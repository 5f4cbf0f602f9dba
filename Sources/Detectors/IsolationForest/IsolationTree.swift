import Numerics

/// The nodes of an isolation tree, of which the first is the root.
struct IsolationTree: Sendable {
  /// The channel that each node splits.
  private(set) var channels: [Int32] = []
  /// Values up to this one go to the first child.
  private(set) var thresholds: [Double] = []
  /// Two children per node; a leaf is its own child.
  private(set) var children: [Int32] = []
  /// The mean path of the sample rows that come to each node.
  private(set) var paths: [Double] = []

  /// The greatest number of splits in a tree of so many rows.
  static func depthLimit(_ samples: Int) -> Int {
    Int.bitWidth - (samples - 1).leadingZeroBitCount
  }

  /// Adds a leaf.
  ///
  /// - Parameter path: The path that ends there.
  /// - Returns: The leaf's index.
  mutating func appendLeaf(path: Double) -> Int {
    let node = channels.count
    channels.append(0)
    thresholds.append(0)
    children += [Int32(node), Int32(node)]
    paths.append(path)
    return node
  }

  /// Makes a leaf split a channel.
  ///
  /// - Parameters:
  ///   - node: The leaf.
  ///   - channel: The channel.
  ///   - threshold: Values up to this one go to the first child.
  ///   - first: The first child.
  ///   - second: The second child.
  ///   - path: The mean path of the sample rows that come to the node.
  mutating func split(
    _ node: Int, channel: Int, threshold: Double, into first: Int, _ second: Int, path: Double
  ) {
    channels[node] = Int32(channel)
    thresholds[node] = threshold
    paths[node] = path
    children[2 * node] = Int32(first)
    children[2 * node + 1] = Int32(second)
  }
}
