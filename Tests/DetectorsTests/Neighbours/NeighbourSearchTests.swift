import Foundation
import Numerics
import Testing

@testable import Detectors

@Suite struct NeighbourSearchTests {
  /// A row's nearest rows by the definition, its squares summed in the order of the search.
  private static func direct(
    _ matrix: Matrix, _ row: [Double], count: Int, excluding excluded: Int? = nil
  ) -> (squares: [Double], rows: [Int32]) {
    let all = (0..<matrix.rows).filter { $0 != excluded }.map { other in
      var sums = [0.0, 0, 0, 0]
      for channel in row.indices {
        let difference = matrix[other, channel] - row[channel]
        sums[channel % 4] += difference * difference
      }
      let square = (sums[0] + sums[1]) + (sums[2] + sums[3])
      return (square: min(square, .greatestFiniteMagnitude), row: Int32(other))
    }
    let nearest = all.sorted { ($0.square, $0.row) < ($1.square, $1.row) }.prefix(count)
    return (nearest.map(\.square), nearest.map(\.row))
  }

  // The counts stand around full groups and full leaves; the steps make many distances equal.
  @Test(arguments: [1, 31, 32, 33, 63, 64, 65, 100, 128, 129, 2100], [nil, 0.5, 2])
  func findsTheRowsOfTheDefinition(count: Int, step: Double?) {
    let matrix = FittedRows(count: count, channels: 3, step: step, key: UInt64(count)).matrix
    let others = FittedRows(count: 50, channels: 3, step: step, key: 7).matrix
    for neighbours in [1, 5, 20] where neighbours <= count {
      var search = NeighbourSearch(NeighbourIndex(matrix), count: neighbours)
      for row in 0..<others.rows {
        others.withRow(row) { search.find($0) }
        let expected = Self.direct(matrix, Array(others.row(row)), count: neighbours)
        #expect(search.nearest.squares == expected.squares)
        #expect(search.nearest.rows == expected.rows)
      }
    }
  }

  @Test(arguments: [21, 400, 1600], [nil, 1.0])
  func noRowIsItsOwnNeighbour(count: Int, step: Double?) {
    let matrix = FittedRows(count: count, channels: 4, step: step, key: 3).matrix
    let nearest = NeighbourIndex(matrix).nearestOfEveryRow(20)
    for row in 0..<count {
      let expected = Self.direct(matrix, Array(matrix.row(row)), count: 20, excluding: row)
      #expect(Array(nearest.squares[row * 20..<row * 20 + 20]) == expected.squares)
      #expect(Array(nearest.rows[row * 20..<row * 20 + 20]) == expected.rows)
    }
  }

  // Single precision loses the differences, the small numbers, or all numbers.
  @Test(arguments: [(0.01, 1e7), (1e-25, 0), (1e-42, 0), (1e12, 1e20), (1e25, 0), (1e60, 1e50)])
  func roundingHidesNoNeighbour(scale: Double, offset: Double) {
    let plain = FittedRows(count: 500, channels: 6, key: 11).matrix
    let cells = plain.storage.map { $0 * scale + offset }
    let matrix = Matrix(rows: 500, columns: 6, storage: cells)
    var search = NeighbourSearch(NeighbourIndex(matrix), count: 7)
    for row in 0..<100 {
      matrix.withRow(row) { search.find($0, excluding: Int32(row)) }
      let expected = Self.direct(matrix, Array(matrix.row(row)), count: 7, excluding: row)
      #expect(search.nearest.squares == expected.squares)
      #expect(search.nearest.rows == expected.rows)
    }
  }

  @Test func oneRowFarOffHidesNoNeighbour() {
    let plain = FittedRows(count: 500, channels: 3, key: 12).matrix
    for far in [1e9, 1e30, 1e300] {
      let matrix = Matrix(rows: 501, columns: 3, storage: plain.storage + [far, -far, 0])
      var search = NeighbourSearch(NeighbourIndex(matrix), count: 7)
      for row in 0..<501 {
        matrix.withRow(row) { search.find($0, excluding: Int32(row)) }
        let expected = Self.direct(matrix, Array(matrix.row(row)), count: 7, excluding: row)
        #expect(search.nearest.rows == expected.rows)
      }
    }
  }

  @Test func anIndexReadAgainIsTheSame() throws {
    let index = NeighbourIndex(FittedRows(count: 150, channels: 5, key: 2).matrix)
    let again = try FittedRows.reread(index)
    #expect(again.rows == index.rows)
    #expect(again.values(at: 77) == index.values(at: 77))
    for rows in [0, 4, .max] {
      let damaged = Damaged(rows: rows, columns: 2, storage: rows == 0 ? [] : [1, 2, 3, 4])
      #expect(throws: DecodingError.self) {
        _ = try FittedRows.reread(damaged, as: NeighbourIndex.self)
      }
    }
  }

  /// What a matrix is written as.
  private struct Damaged: Encodable {
    let rows: Int
    let columns: Int
    let storage: [Double]
  }

  @Test func distancesBeyondAllNumbersCountAsTheLargest() {
    let rows = (0..<200).map { [Double($0 % 2 == 0 ? 1 : -1) * 1e300, Double($0)] }
    let matrix = FittedRows(rows).matrix
    var search = NeighbourSearch(NeighbourIndex(matrix), count: 101)
    let row = [1e300, 7.0]
    search.find(row.span)
    let expected = Self.direct(matrix, row, count: 101)
    #expect(search.nearest.squares == expected.squares)
    #expect(search.nearest.rows == expected.rows)
    #expect(search.nearest.squares.last == .greatestFiniteMagnitude)
    #expect(search.nearest.rows.last == 1)
  }

  @Test func aSearchForgetsTheOneBefore() {
    let matrix = FittedRows([[0], [1], [5]]).matrix
    var search = NeighbourSearch(NeighbourIndex(matrix), count: 2)
    for (row, rows) in [([0.0], [0, 1]), ([9.0], [2, 1]), ([0.0], [0, 1])] {
      search.find(row.span)
      #expect(search.nearest.rows == rows.map { Int32($0) })
    }
  }

  /// Rows without a channel have no place in a tree, and no number of them needs any memory.
  @Test(arguments: [(65, 0), (1 << 30, 0), (0, 3)])
  func anIndexOfNothingIsRefused(rows: Int, columns: Int) throws {
    let forged = try JSONEncoder().encode(Matrix(rows: rows, columns: columns, storage: []))
    #expect(throws: DecodingError.self) {
      _ = try JSONDecoder().decode(NeighbourIndex.self, from: forged)
    }
  }
}
