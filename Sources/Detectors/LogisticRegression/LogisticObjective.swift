import Numerics

/// What a logistic regression minimises: Σ log-loss + penalty |w|² ÷ 2.
///
/// Parameters are one weight per channel and, last, the log-odds at the centre, which are not penalised:
/// with channels that stand far from 0 an intercept there would be all but a sum of them.
struct LogisticObjective: Sendable {
  /// How many rows are summed in one piece.
  ///
  /// Pieces may be summed on several threads; as their number does not depend on that, neither does a
  /// bit of the sums.
  private static let pieceRows = 2048

  /// Four values side by side.
  typealias Quad = SIMD4<Double>

  let count: Int
  /// The number of parameters.
  let width: Int
  /// The values of a row less the centre's, then 1, then zeros up to a full quad; full quads of rows.
  let cells: [Quad]
  /// 1 for a failing row, else 0.
  let targets: [Double]
  private let penalty: Double

  /// How many quads a row takes.
  var quads: Int { (width + 3) / 4 }

  /// Arranges the rows of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: One row per target.
  ///   - centre: One value per channel.
  ///   - targets: 1 for a failing row, else 0.
  ///   - penalty: What the squared weights are multiplied by, beside ½.
  init(_ matrix: Matrix, centre: [Double], targets: [Double], penalty: Double) {
    count = matrix.rows
    width = matrix.columns + 1
    self.targets = targets
    self.penalty = penalty
    let quads = (matrix.columns + 4) / 4
    var cells: [Quad] = []
    cells.reserveCapacity((matrix.rows + 3) / 4 * 4 * quads)
    func cell(_ row: Int, _ column: Int) -> Double {
      if column < matrix.columns { return matrix[row, column] - centre[column] }
      return column == matrix.columns ? 1 : 0
    }
    for row in 0..<matrix.rows {
      for first in stride(from: 0, to: 4 * quads, by: 4) {
        cells.append(
          Quad(
            cell(row, first), cell(row, first + 1), cell(row, first + 2), cell(row, first + 3)))
      }
    }
    let missing = (4 - matrix.rows % 4) % 4
    self.cells = cells + [Quad](repeating: .zero, count: missing * quads)
  }

  /// The objective and its derivatives at some parameters.
  func value(at parameters: [Double]) -> LogisticValue {
    let pieces = stride(from: 0, to: count, by: Self.pieceRows).map {
      $0..<min($0 + Self.pieceRows, count)
    }
    let sums = pieces.concurrentMap(width: Concurrency.fitWidth) {
      self.sums(of: $0, at: parameters)
    }
    var value = LogisticValue(sums, width: width)
    for parameter in 0..<width - 1 {
      value.loss += penalty * parameters[parameter] * parameters[parameter] / 2
      value.gradient[parameter] += penalty * parameters[parameter]
      value.curvature[parameter, parameter] += penalty
    }
    return value
  }
}
