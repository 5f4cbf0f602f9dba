import Numerics

/// Rows whose values are replaced by their ranks among the values of their channel.
///
/// Ranks are exact where a channel has no more than 256 different values; of more, neighbouring
/// values share a rank, the same number of them each.
struct RankedRows: Sendable {
  /// The ranks, from 0.
  let ranks: RankTable
  /// For every channel, the smallest value of each rank.
  let lowest: [[Double]]
  /// For every channel, the largest value of each rank.
  let highest: [[Double]]

  /// Ranks the values of every channel.
  ///
  /// - Parameters:
  ///   - matrix: Rows × channels.
  ///   - limit: How many ranks a channel may have.
  init(_ matrix: Matrix, limit: Int = 256) {
    let columns = Array(0..<matrix.columns).concurrentMap(width: Concurrency.fitWidth) {
      RankedColumn(matrix.column($0), limit: limit)
    }
    lowest = columns.map(\.lowest)
    highest = columns.map(\.highest)
    var ranks = [UInt8](repeating: 0, count: matrix.rows * matrix.columns)
    for (index, column) in columns.enumerated() {
      for row in 0..<matrix.rows { ranks[row * matrix.columns + index] = column.ranks[row] }
    }
    self.ranks = RankTable(rows: matrix.rows, channels: matrix.columns, cells: ranks)
  }

  /// The largest value that belongs to the left of a split: midway between two ranks.
  ///
  /// - Parameters:
  ///   - channel: The channel that is split.
  ///   - low: The highest rank on the left.
  ///   - high: The lowest rank on the right.
  /// - Returns: The threshold, which is below every value on the right.
  func threshold(_ channel: Int, between low: Int, and high: Int) -> Double {
    let below = highest[channel][low]
    let above = lowest[channel][high]
    let middle = below / 2 + above / 2
    return middle < above ? max(middle, below) : below
  }
}

/// One channel's values as ranks.
private struct RankedColumn {
  let ranks: [UInt8]
  let lowest: [Double]
  let highest: [Double]

  init(_ values: [Double], limit: Int) {
    let order = RadixOrder(values).order
    let distinct = zip(order, order.dropFirst()).count {
      values[Int($0)] < values[Int($1)]
    }
    // How many different values share a rank.
    let shared = distinct / limit + 1
    var ranks = [UInt8](repeating: 0, count: values.count)
    var lowest: [Double] = []
    var highest: [Double] = []
    var found = 0
    for (position, row) in order.enumerated() {
      let value = values[Int(row)]
      if position == 0 || value > (highest.last ?? value) {
        if found % shared == 0 {
          lowest.append(value)
          highest.append(value)
        } else {
          highest[highest.count - 1] = value
        }
        found += 1
      }
      ranks[Int(row)] = UInt8(lowest.count - 1)
    }
    self.ranks = ranks
    self.lowest = lowest
    self.highest = highest
  }
}
