import Numerics
import Testing

@testable import Datasets

@Suite struct DecimalColumnsTests {
  private func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(rows: rows.count, columns: rows.first?.count ?? 0, storage: rows.flatMap(\.self))
  }

  private func decoded(_ columns: DecimalColumns) -> [UInt64] {
    let powers = DecimalColumns.powers(columns.places) ?? []
    return DecimalColumns.decode(columns.integers.span, powers: powers).map(\.bitPattern)
  }

  @Test func everyColumnHasItsOwnPlaces() throws {
    let columns = try #require(
      DecimalColumns([matrix([[1, 0.5, -0.0007]]), matrix([[3, 518.67, 0], [2, 1, -0.0]])]))
    #expect(columns.places == [0, 2, 4])
    #expect(columns.integers == [1, 50, -7, 3, 51867, 0, 2, 100, .min])
    #expect(decoded(columns) == [1, 0.5, -0.0007, 3, 518.67, 0, 2, 1, -0.0].map(\.bitPattern))
  }

  @Test func randomDecimalsComeBackToTheBit() throws {
    var random = RandomStream(seed: 1, path: ["decimal columns"])
    for places in 0...9 {
      let texts = (0..<10_000).map { _ in
        let digits = String(random.integer(below: 2_000_000_000))
        let sign = random.integer(below: 2) == 0 ? "-" : ""
        return "\(sign)\(digits)e-\(places)"
      }
      let values = try texts.map { try #require(Double($0)) }
      let columns = try #require(DecimalColumns([matrix(values.map { [$0] })]))
      #expect(decoded(columns) == values.map(\.bitPattern))
    }
  }

  @Test(arguments: [
    [.nan], [.infinity], [1e10], [-2_147_483_648], [0.1 + 0.2], [1.0 / 3], [.leastNonzeroMagnitude],
    // Enough places for the one make the other too large.
    [0.123456789, 1000],
  ])
  func otherNumbersAreRefused(_ values: [Double]) {
    #expect(DecimalColumns([matrix(values.map { [$0] })]) == nil)
  }

  @Test(arguments: [[-1], [10], [0, Int32.max]] as [[Int32]])
  func placesThatAreNeverStoredHaveNoPowers(_ places: [Int32]) {
    #expect(DecimalColumns.powers(places) == nil)
  }
}
