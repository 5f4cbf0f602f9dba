/// The lower triangle L of a symmetric positive definite matrix A = L Lᵀ.
public struct Cholesky: Sendable {
  private let factor: Matrix

  /// Factorises a matrix, of which only the lower triangle is read.
  ///
  /// - Precondition: The matrix has as many rows as columns.
  /// - Returns: `nil` where the matrix is not positive definite, or not finite.
  /// - Complexity: O(*n*³), where *n* is the number of rows.
  public init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "only a square matrix has a Cholesky factor")
    var factor = Matrix(rows: matrix.rows, columns: matrix.rows, filledWith: 0)
    for row in 0..<matrix.rows {
      for column in 0...row {
        var rest = matrix[row, column]
        for inner in 0..<column { rest -= factor[row, inner] * factor[column, inner] }
        if row == column {
          guard rest > 0, rest.isFinite else { return nil }
          factor[row, row] = rest.squareRoot()
        } else {
          factor[row, column] = rest / factor[column, column]
        }
      }
    }
    self.factor = factor
  }

  /// The x with A x = `right`.
  ///
  /// - Precondition: There is one number per row of the matrix.
  public func solution(of right: [Double]) -> [Double] {
    precondition(right.count == factor.rows, "one number per row")
    var solution = right
    for row in solution.indices {
      for column in 0..<row { solution[row] -= factor[row, column] * solution[column] }
      solution[row] /= factor[row, row]
    }
    for row in solution.indices.reversed() {
      for column in row + 1..<solution.count {
        solution[row] -= factor[column, row] * solution[column]
      }
      solution[row] /= factor[row, row]
    }
    return solution
  }
}
