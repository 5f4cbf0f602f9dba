import Numerics

/// Rows whose values are replaced by the numbers of bins, four channels side by side.
struct BinnedRows: Sendable {
  /// How many channels stand side by side.
  static let blockWidth = 4
  /// Bins are numbered within a byte.
  static let mostBins = 256

  let rows: Int
  /// For every channel the upper edges of its bins but the last, which belong to the bins below.
  let edges: [[Double]]
  /// For every four channels, the bins of every row; what fills the last four is 0.
  let blocks: [[SIMD4<UInt8>]]

  /// Bins the values of every channel.
  ///
  /// - Parameters:
  ///   - matrix: Rows × channels.
  ///   - limit: How many bins a channel may have, at most ``mostBins``.
  init(_ matrix: Matrix, limit: Int) {
    let columns = Array(0..<matrix.columns).concurrentMap(width: Concurrency.fitWidth) {
      BinnedColumn(matrix.column($0), limit: limit)
    }
    rows = matrix.rows
    edges = columns.map(\.edges)
    blocks = stride(from: 0, to: columns.count, by: Self.blockWidth).map { first in
      var block = [SIMD4<UInt8>](repeating: .zero, count: matrix.rows)
      for lane in 0..<min(Self.blockWidth, columns.count - first) {
        let bins = columns[first + lane].bins
        for row in block.indices { block[row][lane] = bins[row] }
      }
      return block
    }
  }

  /// The channels of a block.
  func channels(ofBlock block: Int) -> Range<Int> {
    let first = block * Self.blockWidth
    return first..<min(first + Self.blockWidth, edges.count)
  }
}

/// One channel's values as numbers of bins.
///
/// Every different value has a bin of its own where there are few enough; else the edges are quantiles
/// (the inverse of the distribution function, averaged where it jumps), repeated ones once.
private struct BinnedColumn {
  let edges: [Double]
  let bins: [UInt8]

  init(_ values: [Double], limit: Int) {
    let order = RadixOrder(values).order
    let sorted = order.map { values[Int($0)] }
    edges = Self.edges(sorted, limit: limit)
    var bins = [UInt8](repeating: 0, count: values.count)
    var bin = 0
    for (position, value) in sorted.enumerated() {
      while bin < edges.count, value > edges[bin] { bin += 1 }
      bins[Int(order[position])] = UInt8(bin)
    }
    self.bins = bins
  }

  private static func edges(_ sorted: [Double], limit: Int) -> [Double] {
    var distinct: [Double] = []
    for value in sorted where value != distinct.last { distinct.append(value) }
    if distinct.count <= limit {
      return zip(distinct, distinct.dropFirst()).map { $0 / 2 + $1 / 2 }
    }
    var edges: [Double] = []
    for part in 1..<limit {
      let (place, rest) = (part * sorted.count).quotientAndRemainder(dividingBy: limit)
      let edge = rest == 0 ? sorted[place - 1] / 2 + sorted[place] / 2 : sorted[place]
      if edge != edges.last { edges.append(edge) }
    }
    return edges
  }
}
