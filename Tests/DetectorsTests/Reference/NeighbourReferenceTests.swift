import Numerics
import TestSupport
import Testing

@testable import Detectors

/// Distances, neighbours and densities of real engines against scikit-learn's.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct NeighbourReferenceTests {
  private static let detectors: [(file: String, detector: any Detector)] = [
    ("det_lof_FD001", LocalOutlierFactor()),
    ("det_knn_mean_FD001", NearestNeighbours()),
    ("det_knn_largest_FD001", NearestNeighbours(distance: .largest)),
  ]

  @Test(arguments: detectors.indices)
  func scoresEqualTheReference(index: Int) throws {
    let (file, detector) = Self.detectors[index]
    let engines = try Turbofans()
    let difference = try ScoreBlock.read(file).largestDifference(
      to: try engines.scores(by: detector), isFailing: engines.isFailing)
    #expect(difference <= 1e-9)
  }

  private struct Neighbours: Decodable {
    let neighbour_index_among_healthy_rows_first20: [[Int32]]
    let neighbour_distance_first20: [[Double]]
  }

  @Test func neighboursEqualTheReference() throws {
    let expected = try SharedData.json("oracles/det_knn_mean_FD001.json", as: Neighbours.self)
    let engines = try Turbofans()
    let rows = try #require(engines.evaluation.first?.rows)
    var search = NeighbourSearch(NeighbourIndex(engines.training.fitRows()), count: 5)
    for row in 0..<20 {
      rows.withRow(row) { search.find($0) }
      #expect(search.nearest.rows == expected.neighbour_index_among_healthy_rows_first20[row])
      for (square, distance) in zip(
        search.nearest.squares, expected.neighbour_distance_first20[row])
      {
        #expect((square.squareRoot() - distance).magnitude <= 1e-9)
      }
    }
  }

  private struct Densities: Decodable {
    let lrd_training_summary: ScoreBlock.Summary
    let k_distance_test_first10: [Double]
  }

  @Test func densitiesEqualTheReference() throws {
    let expected = try SharedData.json("oracles/det_lof_FD001.json", as: Densities.self)
    let engines = try Turbofans()
    let model = try #require(
      try LocalOutlierFactor().fit(
        engines.training, randomness: Randomness(seed: 1, dataset: "FD001", detector: "lof"))
        as? LocalOutlierFactor.Model)
    let summary = expected.lrd_training_summary
    #expect(model.densities.count == summary.n)
    let weighted = model.densities.enumerated().map { $1 * Double($0 % 7 + 1) }.reduce(0, +)
    #expect((weighted / Double(summary.n) - summary.weighted_mean).magnitude <= 1e-9)
    #expect(((model.densities.min() ?? 0) - summary.min).magnitude <= 1e-9)
    #expect(((model.densities.max() ?? 0) - summary.max).magnitude <= 1e-9)
    let rows = try #require(engines.evaluation.first?.rows)
    var search = NeighbourSearch(model.index, count: 20)
    for (row, distance) in expected.k_distance_test_first10.enumerated() {
      rows.withRow(row) { search.find($0) }
      #expect((search.nearest.farthestSquare.squareRoot() - distance).magnitude <= 1e-9)
    }
  }
}
