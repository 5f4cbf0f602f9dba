import Numerics

extension DecisionTrees {
  /// The sum over the trees, in their order, of what each says of a row.
  ///
  /// - Parameter row: One value per channel.
  /// - Returns: The sum.
  func sum(of row: Span<Double>) -> Double {
    var sum = 0.0
    for first in stride(from: 0, to: roots.count, by: Walks.count) {
      let used = min(Walks.count, roots.count - first)
      var walks = Walks(from: roots[first])
      for walk in 1..<used { walks.nodes[walk] = Int(roots[first + walk]) }
      descend(&walks, in: row)
      for walk in 0..<used { sum += values[walks.nodes[walk]] }
    }
    return sum
  }

  /// The sums of all rows, tree by tree, with the bits of row by row.
  ///
  /// - Parameter rows: Rows × channels.
  /// - Returns: One sum per row.
  func sums(of rows: Matrix) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.rows)
    let cells = rows.storage.span
    for root in roots {
      for first in stride(from: 0, to: rows.rows, by: Walks.count) {
        let used = min(Walks.count, rows.rows - first)
        var walks = Walks(from: root)
        for walk in 0..<Walks.count {
          walks.rows[walk] = (first + min(walk, used - 1)) * rows.columns
        }
        descend(&walks, in: cells)
        for walk in 0..<used { sums[first + walk] += values[walks.nodes[walk]] }
      }
    }
    return sums
  }

  /// Takes walks from their nodes to the leaves.
  private func descend(_ walks: inout Walks, in cells: Span<Double>) {
    var moved = 1
    while moved != 0 {
      moved = 0
      for walk in 0..<Walks.count {
        let node = walks.nodes[walk]
        let question = question(at: node)
        let next = question.next(cells[walks.rows[walk] &+ question.channel])
        moved |= next ^ node
        walks.nodes[walk] = next
      }
    }
  }

  /// What the channels add on the way from the roots to the leaves, summed over the trees.
  ///
  /// Every step changes what a tree says of the row; the change is the share of the channel that
  /// the step looked at (Saabas, "Interpreting random forests", 2014). The shares and the roots'
  /// values sum to ``sum(of:)``, but for rounding.
  ///
  /// - Parameter row: One value per channel.
  /// - Returns: One signed share per channel.
  func shares(of row: Span<Double>) -> [Double] {
    var shares = [Double](repeating: 0, count: row.count)
    for root in roots {
      var node = Int(root)
      while true {
        let question = question(at: node)
        let next = question.next(row[question.channel])
        if next == node { break }
        shares[question.channel] += values[next] - values[node]
        node = next
      }
    }
    return shares
  }
}

/// Walks that go on side by side, so that one need not wait for another's memory.
private struct Walks {
  static let count = 8

  /// Where each walk stands.
  var nodes: InlineArray<8, Int>
  /// Where each walk's row begins.
  var rows = InlineArray<8, Int>(repeating: 0)

  init(from root: Int32) {
    nodes = InlineArray(repeating: Int(root))
  }
}
