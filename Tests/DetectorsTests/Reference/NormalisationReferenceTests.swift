import Telemetry
import TestSupport
import Testing

@testable import Detectors

/// Weighted means of normalised scores of three detectors, against the reference.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct NormalisationReferenceTests {
  private struct Ensemble: Decodable {
    let weights: [String: Double]
    let healthy_score_mean: [String: Double]
    let healthy_score_sd: [String: Double]
    let variants: [String: ScoreBlock]
  }

  private static let members: [(name: String, detector: any Detector)] = [
    ("meanz2", MeanZ()), ("mahalanobis", Mahalanobis(root: true)), ("pca_spe", PCAResidual()),
  ]

  @Test(arguments: ["z_equal", "z_weighted", "trainrank_equal"])
  func weightedMeansEqualTheReference(variant: String) throws {
    let reference = try SharedData.json("oracles/det_ensemble_FD001.json", as: Ensemble.self)
    let engines = try Turbofans()
    var sums = [Double](repeating: 0, count: engines.isFailing.count)
    for (name, detector) in Self.members {
      let weight = variant.hasSuffix("weighted") ? try #require(reference.weights[name]) : 1.0 / 3
      let model = try detector.fit(
        engines.training, randomness: Randomness(seed: 1, dataset: "d", detector: name))
      let normaliser = try ScoreNormaliser(
        variant.hasPrefix("z") ? .z : .rank, calibration: try engines.healthyScores(by: model))
      for (row, score) in try engines.scores(by: model).enumerated() {
        sums[row] += weight * normaliser.normalised(score)
      }
    }
    let block = try #require(reference.variants[variant])
    #expect(block.largestDifference(to: sums, isFailing: engines.isFailing) <= 1e-8)
  }

  @Test func calibrationScoresHaveTheMomentsOfTheReference() throws {
    let reference = try SharedData.json("oracles/det_ensemble_FD001.json", as: Ensemble.self)
    let engines = try Turbofans()
    for (name, detector) in Self.members {
      let model = try detector.fit(
        engines.training, randomness: Randomness(seed: 1, dataset: "d", detector: name))
      let normaliser = try ScoreNormaliser(.z, calibration: try engines.healthyScores(by: model))
      let mean = try #require(reference.healthy_score_mean[name])
      let deviation = try #require(reference.healthy_score_sd[name])
      #expect(abs(normaliser.normalised(mean)) <= 1e-8)
      #expect(abs(normaliser.normalised(mean + deviation) - 1) <= 1e-8)
    }
  }
}

extension Turbofans {
  /// Scores the rows that were fitted on.
  fileprivate func healthyScores(by model: any FittedModel) throws -> [Double] {
    try training.units.flatMap { unit in
      let trace = try model.scores(
        of: unit.values, moments: unit.moments, for: ScoredUnit(id: unit.id))
      return unit.fitRows.map { trace.storage[$0] }
    }
  }
}
