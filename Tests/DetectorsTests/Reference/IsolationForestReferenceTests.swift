import Numerics
import TestSupport
import Testing

@testable import Detectors

/// Paths, trees and ranking of isolation forests against scikit-learn's.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct IsolationForestReferenceTests {
  private struct Reference: Decodable {
    let seeds: Int
    let auc_mean: Double
    let auc_sd: Double
    let ap_mean: Double
    let ap_sd: Double
    let c_n: [String: Paths]
    let explicit_forest: Forest

    struct Paths: Decodable {
      let c_log: Double
    }

    struct Forest: Decodable {
      let max_samples: Int
      let trees: [Tree]
      let scores_first50: [Double]
    }

    struct Tree: Decodable {
      let left: [Int]
      let right: [Int]
      let feature: [Int]
      let threshold: [Double]
      let n: [Int]

      var tree: IsolationTree {
        var tree = IsolationTree()
        var depths = [Int](repeating: 0, count: n.count)
        for node in n.indices {
          let path = Double(depths[node]) + IsolationForest.expectedPath(ofRows: n[node])
          _ = tree.appendLeaf(path: path)
          for child in [left[node], right[node]] where child >= 0 {
            depths[child] = depths[node] + 1
          }
        }
        for node in n.indices where left[node] >= 0 {
          tree.split(
            node, channel: feature[node], threshold: threshold[node], into: left[node],
            right[node], path: 0)
        }
        return tree
      }
    }
  }

  private func reference() throws -> Reference {
    try SharedData.json("oracles/det_isolation_forest_FD001.json", as: Reference.self)
  }

  @Test func expectedPathsEqualTheReference() throws {
    let expected = try reference().c_n
    #expect(expected.count > 10)
    for (count, path) in expected {
      let found = IsolationForest.expectedPath(ofRows: try #require(Int(count)))
      #expect((found - path.c_log).magnitude <= 1e-12)
    }
  }

  @Test func givenTreesScoreAsTheReference() throws {
    let forest = try reference().explicit_forest
    let model = IsolationForest.Model(forest.trees.map(\.tree), samples: forest.max_samples)
    let engines = try Turbofans()
    let rows = try #require(engines.evaluation.first?.rows)
    let second = try #require(engines.evaluation.dropFirst().first?.rows)
    // The reference compares rows in single precision.
    let cells = (rows.storage + second.storage).map { Double(Float($0)) }
    for (row, expected) in forest.scores_first50.enumerated() {
      let values = Array(cells[row * rows.columns..<(row + 1) * rows.columns])
      #expect((model.score(values.span) - expected).magnitude <= 1e-6)
    }
  }

  @Test func seedsRankAsWellAsTheReferences() throws {
    let expected = try reference()
    let engines = try Turbofans()
    let areas = try (1...12).map { seed in
      RankingAreas(
        scores: try engines.scores(by: IsolationForest(), seed: UInt64(seed)),
        isFailing: engines.isFailing)
    }
    func agrees(_ values: [Double], _ mean: Double, _ deviation: Double) -> Bool {
      let ours = values.reduce(0, +) / Double(values.count)
      let spread = values.map { ($0 - ours) * ($0 - ours) }.reduce(0, +) / Double(values.count)
      let error = deviation * deviation / Double(expected.seeds) + spread / Double(values.count)
      return (ours - mean).magnitude <= 3 * error.squareRoot() + 0.002
    }
    #expect(agrees(areas.map(\.auc), expected.auc_mean, expected.auc_sd))
    #expect(agrees(areas.map(\.averagePrecision), expected.ap_mean, expected.ap_sd))
  }
}
