import Testing

@testable import Numerics

@Suite struct CholeskyTests {
  private func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(rows: rows.count, columns: rows.count, storage: rows.flatMap { $0 })
  }

  @Test func solvesByHand() throws {
    // L = ((2, 0, 0), (1, 3, 0), (−1, 2, 1)); only the lower triangle of L Lᵀ is read.
    let factor = try #require(Cholesky(matrix([[4, 99, 99], [2, 10, 99], [-2, 5, 6]])))
    #expect(factor.solution(of: [2, 37, 26]) == [1, 2, 3])
  }

  @Test func leavesSmallResiduals() throws {
    var stream = RandomStream(key: 3)
    let size = 30
    let half = (0..<size).map { _ in (0..<size).map { _ in stream.normal() } }
    func cell(_ row: Int, _ column: Int) -> Double {
      var sum = row == column ? 1.0 : 0
      for inner in 0..<size { sum += half[row][inner] * half[column][inner] }
      return sum
    }
    let product = (0..<size).map { row in (0..<size).map { cell(row, $0) } }
    let right = (0..<size).map { _ in stream.normal() }
    let solution = try #require(Cholesky(matrix(product))).solution(of: right)
    for row in 0..<size {
      let found = zip(product[row], solution).map { $0 * $1 }.reduce(0, +)
      #expect((found - right[row]).magnitude < 1e-11)
    }
  }

  @Test func refusesWhatIsNotPositiveDefinite() {
    #expect(Cholesky(matrix([[1, 2], [2, 1]])) == nil)
    #expect(Cholesky(matrix([[1, 1], [1, 1]])) == nil)
    #expect(Cholesky(matrix([[.nan]])) == nil)
    #expect(Cholesky(matrix([[.infinity]])) == nil)
    #expect(Cholesky(matrix([[-1]])) == nil)
  }
}
