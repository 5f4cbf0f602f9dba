import Numerics
import TestSupport
import Testing

@testable import Detectors

@Suite struct SMOTETests {
  private static func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(rows: rows.count, columns: rows[0].count, storage: rows.flatMap { $0 })
  }

  /// The neighbours that rows are made up with.
  static func nearest(_ count: Int, of rows: Matrix) -> [[Int]] {
    let found = NeighbourIndex(rows).nearestOfEveryRow(count).rows.map(Int.init)
    return (0..<rows.rows).map { Array(found[$0 * count..<($0 + 1) * count]) }
  }

  @Test func neighboursAreTheNearestOthers() {
    // Row 3 repeats row 0; rows 1 and 4 are equally far from row 2.
    let rows = Self.matrix([[0], [4], [5], [0], [6], [20], [21], [22], [23], [24]])
    let nearest = Self.nearest(2, of: rows)
    #expect(nearest[0] == [3, 1])
    #expect(nearest[2] == [1, 4])
    #expect(nearest[3] == [0, 1])
    #expect(nearest[5] == [6, 7])
    #expect(nearest[9] == [8, 7])
  }

  @Test func madeUpRowsBalanceTheClassesBehindTheOthers() {
    let noisy = LabelledRows.noisy(200, key: 6)
    let given = TargetedRows(rows: Self.matrix(noisy.rows), targets: noisy.targets)
    let balanced = SMOTE(neighbours: 3).balanced(given, randomness: RandomStream(key: 2))
    #expect(balanced.rows.rows == 2 * (200 - given.failingCount))
    #expect(2 * balanced.failingCount == balanced.targets.count)
    #expect(balanced.rows.prefix(200) == given.rows)
    #expect(Array(balanced.targets.prefix(200)) == given.targets)
  }

  @Test func theLargerClassIsLeftAlone() {
    let given = TargetedRows(rows: Self.matrix([[1], [2], [3]]), targets: [1, 0, 1])
    let balanced = SMOTE(neighbours: 3).balanced(given, randomness: RandomStream(key: 2))
    #expect(balanced.rows == given.rows && balanced.targets == given.targets)
  }

  @Test func fewFailingRowsAreEachOthersNeighbours() {
    let pair = SMOTE(neighbours: 5).synthetic(
      50, from: Self.matrix([[0, 10], [1, 20]]), randomness: RandomStream(key: 1))
    for row in 0..<50 {
      #expect((0...1).contains(pair[row, 0]))
      #expect((pair[row, 1] - 10 - 10 * pair[row, 0]).magnitude < 1e-12)
    }
    #expect(Set(pair.column(0)).count == 50)
    let single = SMOTE(neighbours: 5).synthetic(
      3, from: Self.matrix([[7, 8]]), randomness: RandomStream(key: 1))
    #expect(single == Self.matrix([[7, 8], [7, 8], [7, 8]]))
  }
}

/// Against imbalanced-learn, on real data.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct SMOTEReferenceTests {
  private struct Reference: Decodable {
    let minority_rows: Int
    let synthetic_rows: Int
    let minority_neighbours_first20: [[Int]]
    let minority_neighbour_distances_first20: [[Double]]
    let minority_min: [Double]
    let minority_max: [Double]
  }

  @Test func equalsTheReference() throws {
    let reference = try SharedData.json("oracles/sup_smote_FD001.json", as: Reference.self)
    let given = try TargetedRows(Turbofans(learning: .labels).training)
    let failing = given.rows.selecting(given.targets.indices.filter { given.targets[$0] == 1 })
    #expect(failing.rows == reference.minority_rows)
    let nearest = SMOTETests.nearest(5, of: failing)
    #expect(Array(nearest.prefix(20)) == reference.minority_neighbours_first20)
    for (row, distances) in reference.minority_neighbour_distances_first20.enumerated() {
      for (other, distance) in zip(nearest[row], distances) {
        let squares = (0..<failing.columns).map { channel in
          let difference = failing[row, channel] - failing[other, channel]
          return difference * difference
        }
        #expect((squares.reduce(0, +).squareRoot() - distance).magnitude < 1e-9)
      }
    }
    let balanced = SMOTE(neighbours: 5).balanced(given, randomness: RandomStream(key: 5))
    #expect(balanced.rows.rows == given.rows.rows + reference.synthetic_rows)
    for channel in 0..<failing.columns {
      let made = balanced.rows.column(channel)[given.rows.rows...]
      #expect(made.min() ?? -.infinity >= reference.minority_min[channel] - 1e-9)
      #expect(made.max() ?? .infinity <= reference.minority_max[channel] + 1e-9)
    }
  }
}
