import TestSupport
import Testing

@testable import Numerics

struct InferenceTests {
  @Test(
    arguments: [
      ([], []), ([3.0], [1.0]), ([2.0, 1, 3], [2.0, 1, 3]), ([5.0, 5, 5], [2.0, 2, 2]),
      ([1.0, 2, 2, 0], [2.0, 3.5, 3.5, 1]),
    ] as [([Double], [Double])])
  func ranks(values: [Double], expected: [Double]) {
    #expect(Statistics.ranks(values) == expected)
  }

  private struct Case: Decodable {
    let kind: String
    let higherIsBetter: Bool?
    let matrix: [[Double]]?
    let expected: Expected

    struct Expected: Decodable {
      let averageRanks: [Double]?

      enum CodingKeys: String, CodingKey {
        case averageRanks = "average_ranks"
      }
    }

    enum CodingKeys: String, CodingKey {
      case kind, matrix, expected
      case higherIsBetter = "higher_is_better"
    }
  }

  @Test(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
  func averageRanksEqualTheReference() throws {
    var compared = 0
    for oracle in try SharedData.json("oracles/stats.json", as: [Case].self)
    where oracle.kind == "friedman_nemenyi" {
      let matrix = try #require(oracle.matrix)
      let expected = try #require(oracle.expected.averageRanks)
      let sign = oracle.higherIsBetter == true ? -1.0 : 1
      let ranks = matrix.map { Statistics.ranks($0.map { sign * $0 }) }
      for (column, rank) in expected.enumerated() {
        let mean = ranks.map { $0[column] }.reduce(0, +) / Double(ranks.count)
        #expect(abs(mean - rank) <= 1e-9)
        compared += 1
      }
    }
    #expect(compared == 33)
  }

  /// Values of scipy.stats.norm.sf.
  @Test(arguments: [
    (0.0, 0.5), (0.5, 0.3085375387259869), (1, 0.15865525393145707),
    (1.959963984540054, 0.025), (2.9, 0.0018658133003840378), (3, 0.0013498980316300946),
    (4, 3.167124183311992e-05), (6, 9.865876450376981e-10), (10, 7.619853024160525e-24),
    (20, 2.7536241186062337e-89), (-1, 0.8413447460685429), (40, 0),
  ])
  func normalTail(z: Double, expected: Double) {
    let value = Statistics.normalTail(z)
    #expect(abs(value - expected) <= 1e-12 * expected + (z == 40 ? 1e-300 : 0), "\(value)")
  }

  @Test func holmMultipliesAndNeverFalls() {
    #expect(Statistics.holm([]) == [])
    #expect(Statistics.holm([0.25]) == [0.25])
    // Sorted 0.01, 0.02, 0.5 become 0.03, 0.04, 0.5.
    #expect(Statistics.holm([0.5, 0.01, 0.02]) == [0.5, 0.03, 0.04])
    #expect(Statistics.holm([0.25, 0.25, 0.375]) == [0.75, 0.75, 0.75])
    #expect(Statistics.holm([0.5, 0.75]) == [1, 1])
  }
}
