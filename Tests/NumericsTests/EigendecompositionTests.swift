import Testing

@testable import Numerics

@Suite struct EigendecompositionTests {
  private static func symmetric(_ size: Int, key: UInt64) -> Matrix {
    var stream = RandomStream(key: key)
    var matrix = Matrix(rows: size, columns: size, filledWith: 0)
    for row in 0..<size {
      for column in row..<size {
        matrix[row, column] = stream.normal()
        matrix[column, row] = matrix[row, column]
      }
    }
    return matrix
  }

  @Test func ofTwoByHand() {
    let found = SymmetricEigendecomposition(
      of: Matrix(rows: 2, columns: 2, storage: [2, 1, 1, 2]))
    #expect(abs(found.values[0] - 3) < 1e-15)
    #expect(abs(found.values[1] - 1) < 1e-15)
    #expect(abs(found.vectors[0, 0] - found.vectors[0, 1]) < 1e-15)
    #expect(abs(found.vectors[1, 0] + found.vectors[1, 1]) < 1e-15)
  }

  @Test func diagonalsNeedNoRotation() {
    let found = SymmetricEigendecomposition(
      of: Matrix(rows: 3, columns: 3, storage: [1, 0, 0, 0, -2, 0, 0, 0, 1]))
    #expect(found.values == [1, 1, -2])
    #expect(found.vectors.storage == [1, 0, 0, 0, 0, 1, 0, 1, 0])
    let none = SymmetricEigendecomposition(of: Matrix(rows: 0, columns: 0, storage: []))
    #expect(none.values == [])
  }

  /// The parts put together again give the matrix, and the vectors are orthonormal.
  @Test(arguments: [1, 2, 5, 17, 40])
  func partsGiveTheMatrix(size: Int) {
    let matrix = Self.symmetric(size, key: UInt64(size))
    let found = SymmetricEigendecomposition(of: matrix)
    #expect(found.values == found.values.sorted(by: >))
    for row in 0..<size {
      for column in 0..<size {
        var sum = 0.0
        var product = 0.0
        for part in 0..<size {
          sum += found.values[part] * found.vectors[part, row] * found.vectors[part, column]
          product += found.vectors[row, part] * found.vectors[column, part]
        }
        #expect(abs(sum - matrix[row, column]) < 1e-12)
        #expect(abs(product - (row == column ? 1 : 0)) < 1e-13)
      }
    }
  }

  /// The eigenvalues of the second difference matrix are 2 − 2 cos(kπ / (n + 1)).
  @Test func eigenvaluesInClosedForm() {
    let size = 24
    var matrix = Matrix(rows: size, columns: size, filledWith: 0)
    for row in 0..<size {
      matrix[row, row] = 2
      if row > 0 { matrix[row - 1, row] = -1 }
    }
    let found = SymmetricEigendecomposition(of: matrix).values
    for (place, value) in found.enumerated() {
      let angle = Double(size - place) * Double.pi / Double(size + 1)
      #expect(abs(value - (2 - 2 * Elementary.cos(angle))) < 1e-13)
    }
  }

  @Test func smallEigenvaluesKeepTheirDigits() {
    // Scaling rows and columns by d scales this matrix from a well-conditioned one.
    let scales = [1.0, 1e-6, 1e-12]
    var matrix = Matrix(rows: 3, columns: 3, filledWith: 0)
    for row in 0..<3 {
      for column in 0..<3 {
        matrix[row, column] = scales[row] * scales[column] * (row == column ? 1 : 0.5)
      }
    }
    let found = SymmetricEigendecomposition(of: matrix).values
    // The product of the eigenvalues is the determinant, 0.5 · 1e-36.
    #expect(abs(found[0] * found[1] * found[2] / 0.5e-36 - 1) < 1e-12)
  }

  @Test func singularMatricesEnd() {
    let size = 30
    let ones = Matrix(rows: size, columns: size, filledWith: 1)
    let found = SymmetricEigendecomposition(of: ones).values
    #expect(abs(found[0] - 30) < 1e-12)
    #expect(found.dropFirst().allSatisfy { $0.magnitude < 1e-13 })
    let zero = SymmetricEigendecomposition(of: Matrix(rows: 4, columns: 4, filledWith: 0))
    #expect(zero.values == [0, 0, 0, 0])
  }

  @Test func covarianceByHand() {
    let rows = Matrix(rows: 3, columns: 2, storage: [1, 2, 3, 2, 5, 8])
    let means = rows.columnMeans()
    #expect(means == [3, 4])
    #expect(rows.covariance(about: means).storage == [4, 6, 6, 12])
    #expect(Matrix(rows: 0, columns: 2, storage: []).columnMeans() == [0, 0])
  }

  @Test(arguments: [1, 7, 8, 9, 20])
  func covarianceOfManyColumns(columns: Int) {
    var stream = RandomStream(key: 3)
    let rows = Matrix(
      rows: 50, columns: columns, storage: (0..<50 * columns).map { _ in stream.normal() + 4 })
    let means = rows.columnMeans()
    let found = rows.covariance(about: means)
    for left in 0..<columns {
      for right in 0..<columns {
        let products = zip(rows.column(left), rows.column(right)).map {
          ($0 - means[left]) * ($1 - means[right])
        }
        #expect(abs(found[left, right] - products.reduce(0, +) / 49) < 1e-14)
        #expect(found[left, right] == found[right, left])
      }
    }
  }
}
