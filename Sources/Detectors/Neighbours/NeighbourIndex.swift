import Numerics

/// The rows of a matrix in an order that lets the nearest of them be found fast and exactly.
///
/// The rows are halved along the channel of their widest range until at most ``leafRows`` are left
/// (the k-d tree of Bentley, "Multidimensional binary search trees used for associative searching",
/// CACM 18(9), 1975). Of that tree only the leaves are kept, each with the box of its rows: in the 17
/// to 24 channels of a turbofan a walk through inner nodes excludes little that the boxes do not.
///
/// Sixteen rows stand side by side, channel after channel, so that an instruction serves several. A
/// squared distance is the sum over the channels in their order, whichever way it is asked for, and so
/// always has the same bits.
struct NeighbourIndex: Sendable, Codable {
  /// How many rows, or boxes of leaves, stand side by side in a group.
  static let lanes = 16
  /// How many rows a leaf holds at most.
  static let leafRows = 64
  /// What stands in ``rows`` beside the last row where its group is not full.
  static let noRow = Int32.max

  let channels: Int
  /// How many rows there are.
  let count: Int
  /// The index of the row in every place; ``noRow`` after the last.
  let rows: [Int32]
  /// The place of every row.
  let placeOfRow: [Int32]
  /// For every group of rows, channel by channel, one value per row.
  let points: [Double]
  /// For every group of leaves, channel by channel, the smallest value of each leaf.
  let low: [Double]
  /// For every group of leaves, channel by channel, the largest value of each leaf.
  let high: [Double]
  /// The first group of every leaf, and the number of groups.
  private let leafGroups: [Int32]

  var leafCount: Int { leafGroups.count - 1 }

  /// The number of leaves, rounded up to full groups.
  var paddedLeafCount: Int { Self.padded(leafCount) }

  /// The groups of the rows of a leaf.
  func groups(of leaf: Int) -> Range<Int> {
    Int(leafGroups[leaf])..<Int(leafGroups[leaf + 1])
  }

  /// Arranges the rows of a matrix.
  ///
  /// - Precondition: There is at least one row, and fewer than 2³¹ − 1.
  init(_ matrix: Matrix) {
    precondition(matrix.rows > 0 && matrix.rows < Int(Self.noRow), "an index needs rows")
    let order = LeafOrder(matrix)
    channels = matrix.columns
    count = matrix.rows
    let padding = Self.padded(count) - count
    rows = order.rows + [Int32](repeating: Self.noRow, count: padding)
    var placeOfRow = [Int32](repeating: 0, count: count)
    for (place, row) in order.rows.enumerated() { placeOfRow[Int(row)] = Int32(place) }
    self.placeOfRow = placeOfRow
    points = Self.sideBySide(matrix, order.rows.map { Int($0) })
    leafGroups = (order.leafStarts + [Self.padded(count)]).map { Int32($0 / Self.lanes) }
    let boxes = order.boxes()
    low = Self.sideBySide(boxes.low, Array(0..<boxes.low.rows))
    high = Self.sideBySide(boxes.high, Array(0..<boxes.high.rows))
  }

  private static func padded(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  /// Rows of a matrix in groups, channel by channel; the last row fills its group up.
  private static func sideBySide(_ matrix: Matrix, _ rows: [Int]) -> [Double] {
    var cells: [Double] = []
    cells.reserveCapacity(padded(rows.count) * matrix.columns)
    for group in stride(from: 0, to: rows.count, by: lanes) {
      for channel in 0..<matrix.columns {
        for place in group..<group + lanes {
          cells.append(matrix[rows[min(place, rows.count - 1)], channel])
        }
      }
    }
    return cells
  }
}
