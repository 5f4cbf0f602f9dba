import Numerics

/// A forest as fitted: the mean of its trees.
struct Forest: Sendable, Codable {
  let trees: DecisionTrees

  /// Grows the trees.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - source: What they are grown from.
  ///   - name: What the forest's streams of random numbers are called.
  ///   - randomness: Where random numbers come from; every tree has a stream of its own.
  init(_ count: Int, from source: ForestRows, named name: String = "", randomness: Randomness) {
    let grown = (0..<count).map { $0 }.concurrentMap(width: Concurrency.fitWidth) { index in
      source.tree(randomness.stream("\(name)tree \(index)"))
    }
    var trees = DecisionTrees()
    for tree in grown { trees.append(tree) }
    self.trees = trees
  }

  /// What the trees say of a row, on average.
  func mean(of row: Span<Double>) -> Double { trees.sum(of: row) / Double(trees.count) }

  /// What they say of every row, with the bits of row by row.
  func means(of rows: Matrix) -> [Double] {
    let count = Double(trees.count)
    return trees.sums(of: rows).map { $0 / count }
  }

  /// One signed share of ``mean(of:)`` per channel; they sum to its difference from the roots' mean.
  func shares(of row: Span<Double>) -> [Double] {
    let count = Double(trees.count)
    return trees.shares(of: row).map { $0 / count }
  }
}
