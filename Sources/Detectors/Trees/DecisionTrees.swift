/// Decision trees in flat arrays, one after another.
///
/// A node sends a row to its left child unless the row's value in the node's channel exceeds the
/// threshold; the right child stands behind the left one. A leaf leads back to itself, so that a row
/// which has arrived stays, whatever it holds.
struct DecisionTrees: Sendable, Codable {
  /// The root of every tree, as a node.
  private(set) var roots: [Int32] = []
  /// For every node, leaf or not, what the tree says of the rows that come by.
  private(set) var values: [Double] = []
  /// For every node the bits of its threshold, then its channel and its left child.
  ///
  /// Both in one array, as a walk waits for memory more than for anything else.
  private var nodes: [Int] = []

  var count: Int { roots.count }

  /// What a row is asked at a node.
  struct Question {
    /// The largest value that goes to the left.
    let threshold: Double
    /// From the highest bit: the channel; 1, or 0 at a leaf; and 32 bits of the left child.
    let link: Int

    init(threshold: Double, channel: Int, left: Int) {
      // A threshold of −0 would differ from a value of 0 in sign.
      self.threshold = threshold + 0
      link = channel << 33 | 1 << 32 | left
    }

    /// The question at a leaf, which leads back to the leaf.
    init(leaf: Int) {
      threshold = 0
      link = leaf
    }

    @inline(__always)
    init(_ bits: Int, link: Int) {
      threshold = Double(bitPattern: UInt64(bitPattern: Int64(bits)))
      self.link = link
    }

    var bits: Int { Int(Int64(bitPattern: threshold.bitPattern)) }

    @inline(__always)
    var channel: Int { link >> 33 }

    /// Where a row goes on that has this value in the channel.
    @inline(__always)
    func next(_ value: Double) -> Int {
      // The sign of a difference, not a comparison: of that would come a branch that cannot be
      // foreseen, and walks side by side would wait for each other.
      let isGreater = Int(truncatingIfNeeded: (threshold - value).bitPattern >> 63)
      return link & 0xFFFF_FFFF &+ (isGreater & link >> 32)
    }
  }

  /// The question at a node.
  @inline(__always)
  func question(at node: Int) -> Question {
    Question(nodes[2 &* node], link: nodes[2 &* node &+ 1])
  }

  /// Begins a tree with a leaf.
  ///
  /// - Parameter value: What the tree says.
  /// - Returns: The leaf.
  mutating func appendRoot(value: Double) -> Int {
    let root = appendLeaf(value: value)
    roots.append(Int32(root))
    return root
  }

  /// Makes a leaf of the last tree a node with two leaves below.
  ///
  /// - Parameters:
  ///   - leaf: The leaf.
  ///   - channel: The channel to look at.
  ///   - threshold: The largest value that goes to the left.
  ///   - left: What the tree says of the rows that go to the left.
  ///   - right: What the tree says of the others.
  /// - Returns: The left leaf, behind which the right one stands.
  mutating func split(
    _ leaf: Int, channel: Int, threshold: Double, left: Double, right: Double
  ) -> Int {
    let child = appendLeaf(value: left)
    _ = appendLeaf(value: right)
    write(Question(threshold: threshold, channel: channel, left: child), at: leaf)
    return child
  }

  /// Adds the trees of another table behind these.
  mutating func append(_ other: DecisionTrees) {
    let offset = values.count
    roots.append(contentsOf: other.roots.map { $0 + Int32(offset) })
    values.append(contentsOf: other.values)
    nodes.append(contentsOf: other.nodes)
    // The left child stands in the lower half.
    for node in offset..<values.count { nodes[2 * node + 1] += offset }
  }

  private mutating func appendLeaf(value: Double) -> Int {
    let node = values.count
    values.append(value)
    nodes.append(contentsOf: [0, 0])
    write(Question(leaf: node), at: node)
    return node
  }

  private mutating func write(_ question: Question, at node: Int) {
    nodes[2 * node] = question.bits
    nodes[2 * node + 1] = question.link
  }
}

extension DecisionTrees {
  /// Checks trees that were read from a file: every walk comes to a leaf, and leaves the rows' channels
  /// at no node.
  ///
  /// - Parameter channels: How many values a row has.
  /// - Throws: ``DetectorError`` that names the first node that no tree has.
  func check(channels: Int) throws(DetectorError) {
    try DetectorError.unlessCounts([nodes.count], are: 2 * values.count, of: "halves of nodes")
    try DetectorError.unlessFinite(values, "values of nodes")
    try DetectorError.unless(!roots.isEmpty, "there is no tree")
    for root in roots where root < 0 || root >= values.count {
      throw DetectorError("a tree's root is node \(root) of \(values.count)")
    }
    for node in values.indices { try check(node, question(at: node), channels: channels) }
  }

  private func check(
    _ node: Int, _ question: Question, channels: Int
  ) throws(DetectorError) {
    try DetectorError.unlessFinite([question.threshold], "thresholds")
    try DetectorError.unlessChannels([question.channel], of: channels)
    // Children stand behind their parent, so that no walk goes in circles; a leaf leads to itself.
    let children = question.next(-.infinity)...question.next(.infinity)
    let isLeaf = children == node...node
    try DetectorError.unless(
      isLeaf || children.lowerBound > node && children.upperBound < values.count,
      "node \(node) of \(values.count) leads to node \(children.upperBound)")
  }
}
