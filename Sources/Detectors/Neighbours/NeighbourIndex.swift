import Numerics

/// The rows of a matrix in an order that lets the nearest of them be found fast and exactly.
///
/// The rows are halved along the channel of their widest range until at most ``leafRows`` are left
/// (the k-d tree of Bentley, "Multidimensional binary search trees used for associative searching",
/// CACM 18(9), 1975). Of that tree only the leaves are kept, each with the box of its rows: in the 17
/// to 24 channels of a turbofan a walk through inner nodes excludes little that the boxes do not.
///
/// The rows stand there twice: in single precision side by side, channel after channel, so that one
/// instruction serves eight rows and tells which may be near; and in double precision one after
/// another, for the distances themselves.
struct NeighbourIndex: Sendable {
  /// Eight rows, or eight boxes of leaves, side by side.
  typealias Lanes = SIMD8<Float>

  /// How many rows, or boxes of leaves, stand side by side in a group.
  static let groupRows = LaneSums.count * Lanes.scalarCount
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
  /// For every group of rows, channel by channel, the rounded values of its rows.
  let rounded: [Lanes]
  /// For every group of leaves, channel by channel, the smallest rounded value of each leaf.
  let low: [Lanes]
  /// For every group of leaves, channel by channel, the largest rounded value of each leaf.
  let high: [Lanes]
  /// No row is farther from 0.
  let largestNorm: Double
  /// The values of the row in every place, in quads that zeros fill up.
  private let points: [SIMD4<Double>]
  /// The first group of every leaf, and the number of groups.
  private let leafGroups: [Int]

  var leafCount: Int { leafGroups.count - 1 }

  /// How many quads a row takes.
  var quads: Int { (channels + 3) / 4 }

  /// Arranges the rows of a matrix.
  ///
  /// - Precondition: There is at least one row, and fewer than 2³¹ − 1.
  init(_ matrix: Matrix) {
    precondition(matrix.rows > 0 && matrix.rows < Int(Self.noRow), "an index needs rows")
    let order = LeafOrder(matrix)
    let boxes = order.boxes()
    let places = Self.padded(matrix.rows)
    channels = matrix.columns
    count = matrix.rows
    rows = order.rows + [Int32](repeating: Self.noRow, count: places - matrix.rows)
    var placeOfRow = [Int32](repeating: 0, count: matrix.rows)
    for (place, row) in order.rows.enumerated() { placeOfRow[Int(row)] = Int32(place) }
    self.placeOfRow = placeOfRow
    leafGroups = (order.leafStarts + [places]).map { $0 / Self.groupRows }
    rounded = Self.sideBySide(matrix, order.rows.map { Int($0) })
    low = Self.sideBySide(boxes.low, Array(0..<boxes.low.rows))
    high = Self.sideBySide(boxes.high, Array(0..<boxes.high.rows))
    points = order.rows.flatMap { row in matrix.withRow(Int(row)) { Self.quads($0) } }
    largestNorm = (0..<matrix.rows).map { matrix.withRow($0) { Self.norm($0) } }.max() ?? 0
  }

  /// The groups of the rows of a leaf.
  func groups(of leaf: Int) -> Range<Int> { leafGroups[leaf]..<leafGroups[leaf + 1] }

  /// The squared distance between the row in a place and another.
  ///
  /// Every fourth channel is summed, and then the four sums, so that the bits are always the same.
  ///
  /// - Parameters:
  ///   - place: The place.
  ///   - quads: The values of the other row in quads.
  /// - Returns: The square, at most the largest finite number.
  func square(_ place: Int, _ quads: [SIMD4<Double>]) -> Double {
    var sum = SIMD4<Double>.zero
    let start = place * quads.count
    for quad in quads.indices {
      let difference = points[start + quad] - quads[quad]
      sum += difference * difference
    }
    return min((sum.x + sum.y) + (sum.z + sum.w), .greatestFiniteMagnitude)
  }

  /// The values of the row in a place.
  func values(at place: Int) -> [Double] {
    (0..<channels).map { points[place * quads + $0 / 4][$0 % 4] }
  }
}

extension NeighbourIndex {
  /// Values in quads that zeros fill up.
  static func quads(_ row: Span<Double>) -> [SIMD4<Double>] {
    var quads = [SIMD4<Double>](repeating: .zero, count: (row.count + 3) / 4)
    for channel in row.indices { quads[channel / 4][channel % 4] = row[channel] }
    return quads
  }

  /// The distance from 0.
  static func norm(_ row: Span<Double>) -> Double {
    var sum = 0.0
    for channel in row.indices { sum += row[channel] * row[channel] }
    return sum.squareRoot()
  }

  private static func padded(_ count: Int) -> Int {
    (count + groupRows - 1) / groupRows * groupRows
  }

  /// Rows of a matrix in groups, channel by channel; the last row fills its group up.
  private static func sideBySide(_ matrix: Matrix, _ rows: [Int]) -> [Lanes] {
    var cells: [Lanes] = []
    cells.reserveCapacity(padded(rows.count) / Lanes.scalarCount * matrix.columns)
    for group in stride(from: 0, to: rows.count, by: groupRows) {
      for channel in 0..<matrix.columns {
        for first in stride(from: group, to: group + groupRows, by: Lanes.scalarCount) {
          var lanes = Lanes.zero
          for lane in lanes.indices {
            lanes[lane] = Float(matrix[rows[min(first + lane, rows.count - 1)], channel])
          }
          cells.append(lanes)
        }
      }
    }
    return cells
  }
}

extension NeighbourIndex: Codable {
  /// Arranges the rows that were written.
  init(from decoder: any Decoder) throws {
    let matrix = try Matrix(from: decoder)
    // What is not finite is nearest to nothing, and would leave searches with too few rows.
    guard matrix.rows > 0, matrix.columns > 0, matrix.rows < Int(Self.noRow),
      matrix.storage.allSatisfy({ $0.isFinite })
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription:
            "\(matrix.rows) rows of \(matrix.columns) channels are none to find, or not finite"))
    }
    self.init(matrix)
  }

  /// Writes the rows alone, of which the rest follows.
  func encode(to encoder: any Encoder) throws {
    let cells = placeOfRow.flatMap { values(at: Int($0)) }
    try Matrix(rows: count, columns: channels, storage: cells).encode(to: encoder)
  }
}
