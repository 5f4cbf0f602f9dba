/// The eigenvalues and eigenvectors of a real symmetric matrix: A = Σ λᵢ vᵢ vᵢᵀ.
///
/// Jacobi's rotations in cyclic order (Golub and Van Loan, "Matrix Computations", 4th edition,
/// 8.5): small eigenvalues of a covariance come out to the full precision of the matrix, and the
/// order of operations is the same for every matrix of a size.
public struct SymmetricEigendecomposition: Sendable, Equatable {
  /// The eigenvalues, the largest first.
  public let values: [Double]
  /// Row *i* is the unit eigenvector of `values[i]`; its sign is that of Jacobi's method.
  public let vectors: Matrix

  /// Decomposes a matrix, of which only numbers on and above the diagonal are read.
  ///
  /// Rotations end when every element off the diagonal is below the rounding of its two diagonal
  /// elements, which takes about six sweeps; after ``mostSweeps`` what is reached counts.
  ///
  /// - Precondition: The matrix is square and its numbers are finite.
  /// - Complexity: O(*n*³) for each sweep.
  public init(of matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "only a square matrix has eigenvalues")
    precondition(matrix.storage.allSatisfy { $0.isFinite }, "eigenvalues need finite numbers")
    var rotations = JacobiRotations(of: matrix)
    var sweeps = 0
    while sweeps < Self.mostSweeps, rotations.sweep() { sweeps += 1 }
    let size = matrix.rows
    let diagonal = (0..<size).map { rotations.matrix[$0, $0] }
    // Equal eigenvalues keep the order of their columns.
    let order = diagonal.indices.sorted { (diagonal[$1], $0) < (diagonal[$0], $1) }
    values = order.map { diagonal[$0] }
    vectors = Matrix(
      rows: size, columns: size, storage: order.flatMap { rotations.vectors.row($0) })
  }

  /// Sweeps after which rotations end in any case.
  static let mostSweeps = 60
}

/// A matrix on its way to a diagonal one, and the product of the rotations made so far.
private struct JacobiRotations {
  /// Symmetric at every step.
  var matrix: Matrix
  /// Its rows become the eigenvectors.
  var vectors: Matrix
  /// Elements of this magnitude are rounding of the matrix as a whole, whatever stands beside them.
  private let negligible: Double

  init(of matrix: Matrix) {
    let size = matrix.rows
    self.matrix = matrix
    vectors = Matrix(rows: size, columns: size, filledWith: 0)
    var largest = 0.0
    for row in 0..<size {
      vectors[row, row] = 1
      for column in row..<size {
        self.matrix[column, row] = matrix[row, column]
        largest = max(largest, matrix[row, column].magnitude)
      }
    }
    negligible = largest * 0x1p-80
  }

  /// Rotates every pair of rows once, in order; tells whether there was any need.
  mutating func sweep() -> Bool {
    var hasRotated = false
    for first in 0..<matrix.rows {
      for second in first + 1..<max(matrix.rows, first + 1) {
        let element = matrix[first, second]
        let diagonal = (matrix[first, first], matrix[second, second])
        let scale = diagonal.0.magnitude.squareRoot() * diagonal.1.magnitude.squareRoot()
        if element.magnitude <= max(negligible, 0x1p-54 * scale) { continue }
        rotate(first, second, element, diagonal)
        hasRotated = true
      }
    }
    return hasRotated
  }

  /// The rotation in the plane of two axes that makes their common element zero.
  private mutating func rotate(
    _ first: Int, _ second: Int, _ element: Double, _ diagonal: (Double, Double)
  ) {
    // Of the two angles the smaller one, by its tangent; an infinite ratio leaves the tangent at 0.
    let ratio = (diagonal.1 - diagonal.0) / (2 * element)
    let size = 1 / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
    let tangent = ratio < 0 ? -size : size
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    matrix.rotateRows(first, second, cosine, sine)
    vectors.rotateRows(first, second, cosine, sine)
    for other in 0..<matrix.rows {
      matrix[other, first] = matrix[first, other]
      matrix[other, second] = matrix[second, other]
    }
    matrix[first, first] = diagonal.0 - tangent * element
    matrix[second, second] = diagonal.1 + tangent * element
    matrix[first, second] = 0
    matrix[second, first] = 0
  }
}

extension Matrix {
  fileprivate mutating func rotateRows(
    _ first: Int, _ second: Int, _ cosine: Double, _ sine: Double
  ) {
    let columns = columns
    var cells = storage.mutableSpan
    for column in 0..<columns {
      let left = cells[first * columns + column]
      let right = cells[second * columns + column]
      cells[first * columns + column] = cosine * left - sine * right
      cells[second * columns + column] = sine * left + cosine * right
    }
  }
}
