import Numerics

/// The nearest other rows of every row, by exact Euclidean distance.
struct MinorityNeighbours {
  /// For every row its neighbours, the nearest first and of equally near ones the first.
  let indices: [[Int]]

  /// How many rows are searched for by one piece of the work.
  private static let piece = 128

  /// Searches by comparing every row with every other.
  ///
  /// - Parameters:
  ///   - rows: Rows × channels.
  ///   - count: How many neighbours each row gets; fewer than there are rows.
  init(of rows: Matrix, count: Int) {
    let lanes = LaneRows(rows)
    indices = stride(from: 0, to: rows.rows, by: Self.piece).map { $0 }
      .concurrentMap(width: Concurrency.fitWidth) { first in
        var distances = [SIMD8<Double>](repeating: .zero, count: lanes.groups)
        return (first..<min(first + Self.piece, rows.rows)).map { row in
          rows.withRow(row) { lanes.squaredDistances(to: $0, into: &distances) }
          return Self.nearest(count, to: row, of: rows.rows, distances)
        }
      }.flatMap { $0 }
  }

  private static func nearest(
    _ count: Int, to row: Int, of rows: Int, _ distances: [SIMD8<Double>]
  ) -> [Int] {
    var found: [(distance: Double, row: Int)] = []
    var limit = Double.infinity
    for (group, distances) in distances.enumerated() where any(distances .<= limit) {
      for lane in 0..<8 {
        let other = 8 * group + lane
        let distance = distances[lane]
        guard other != row, other < rows, found.count < count || distance < limit else { continue }
        if found.count == count { found.removeLast() }
        // Behind those that are as near: they come first in the data too.
        let place = found.firstIndex { $0.distance > distance } ?? found.count
        found.insert((distance, other), at: place)
        if found.count == count { limit = found[count - 1].distance }
      }
    }
    return found.map(\.row)
  }
}

/// Rows in groups of eight, channel by channel, as vector registers want them.
private struct LaneRows: Sendable {
  let groups: Int
  private let channels: Int
  /// Groups × channels; what fills the last group is never asked for.
  private let cells: [SIMD8<Double>]

  init(_ rows: Matrix) {
    groups = (rows.rows + 7) / 8
    channels = rows.columns
    var cells = [SIMD8<Double>](repeating: .zero, count: groups * channels)
    for row in 0..<rows.rows {
      for channel in 0..<channels {
        cells[row / 8 * channels + channel][row % 8] = rows[row, channel]
      }
    }
    self.cells = cells
  }

  func squaredDistances(to row: Span<Double>, into distances: inout [SIMD8<Double>]) {
    let cells = self.cells.span
    for group in 0..<groups {
      var sum = SIMD8<Double>.zero
      for channel in row.indices {
        let difference = cells[group * channels + channel] - row[channel]
        sum += difference * difference
      }
      distances[group] = sum
    }
  }
}
