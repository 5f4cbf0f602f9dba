import Numerics
import Telemetry

extension IsolationForest {
  /// The nodes of all trees, one tree after another.
  struct Model: RowwiseModel, Codable {
    /// The first node of every tree.
    private let roots: [Int32]
    /// The channel that each node splits.
    private let channels: [Int32]
    /// Values up to this one go to the first child.
    private let thresholds: [Double]
    /// Two children per node; a leaf is its own child.
    private let children: [Int32]
    /// The mean path of the sample rows that come to each node.
    private let paths: [Double]
    /// No path has more splits.
    private let depth: Int
    /// The path to which all others are held.
    private let usualPath: Double

    /// Puts trees together.
    ///
    /// - Parameters:
    ///   - trees: One tree or more.
    ///   - samples: How many rows each was grown from.
    init(_ trees: [IsolationTree], samples: Int) {
      var roots: [Int32] = []
      var children: [Int32] = []
      for tree in trees {
        let root = Int32(children.count / 2)
        roots.append(root)
        children += tree.children.map { $0 + root }
      }
      self.roots = roots
      self.children = children
      channels = trees.flatMap(\.channels)
      thresholds = trees.flatMap(\.thresholds)
      paths = trees.flatMap(\.paths)
      depth = IsolationTree.depthLimit(samples)
      usualPath = expectedPath(ofRows: samples)
    }

    func check(channels: Int) throws(DetectorError) {
      let count = paths.count
      try DetectorError.unlessCounts(
        [self.channels.count, thresholds.count], are: count, of: "parts of nodes")
      try DetectorError.unlessCounts([children.count], are: 2 * count, of: "children of nodes")
      try DetectorError.unless(!roots.isEmpty, "there is no tree")
      for node in roots + children where node < 0 || node >= count {
        throw DetectorError("a way leads to node \(node) of \(count)")
      }
      try DetectorError.unlessChannels(self.channels.map { Int($0) }, of: channels)
      try DetectorError.unlessFinite(thresholds + paths, "thresholds and paths")
      try DetectorError.unless(
        (0...Int.bitWidth).contains(depth), "the trees have a depth of \(depth)")
      try DetectorError.unless(usualPath > 0, "the usual path is \(usualPath)")
    }

    func score(_ row: Span<Double>) -> Double {
      var sum = 0.0
      for root in roots { sum += path(from: Int(root), row) }
      return score(pathSum: sum)
    }

    func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
      var sums = [Double](repeating: 0, count: rows.rows)
      var nodes = [Int](repeating: 0, count: rows.rows)
      let cells = rows.storage.span
      // All rows go down a tree together: the tree stays in the fastest memory, and no row waits for
      // what another one reads.
      for root in roots {
        for row in nodes.indices { nodes[row] = Int(root) }
        for _ in 0..<depth {
          for row in nodes.indices {
            let start = row &* rows.columns
            nodes[row] = child(of: nodes[row], cells.extracting(start..<start &+ rows.columns))
          }
        }
        for row in nodes.indices { sums[row] += paths[nodes[row]] }
      }
      var trace = ScoreTrace(count: rows.rows)
      for row in sums.indices { trace[row] = score(pathSum: sums[row]) }
      return trace
    }

    private func path(from root: Int, _ row: Span<Double>) -> Double {
      var node = root
      // Leaves lead to themselves: without a test for them the walks down several trees overlap.
      for _ in 0..<depth { node = child(of: node, row) }
      return paths[node]
    }

    private func score(pathSum: Double) -> Double {
      Elementary.exp(-pathSum / (Double(roots.count) * usualPath) * Elementary.logarithmOf2)
    }

    @inline(__always)
    private func child(of node: Int, _ row: Span<Double>) -> Int {
      let side = row[Int(channels[node])] <= thresholds[node] ? 0 : 1
      return Int(children[2 &* node &+ side])
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      var shortened = [Double](repeating: 0, count: row.count)
      for root in roots {
        var node = Int(root)
        for _ in 0..<depth {
          let child = child(of: node, row)
          shortened[Int(channels[node])] += paths[node] - paths[child]
          node = child
        }
      }
      let scale = Double(roots.count) * usualPath
      return Explanation(contributions: shortened.map { $0 / scale })
    }
  }
}
