import TestSupport
import Testing

@testable import Detectors

/// The weights and probabilities of real engines against the minimiser found by the reference.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct LogisticRegressionReferenceTests {
  private struct Reference: Decodable {
    let coef: [Double]
    let intercept: Double
  }

  @Test func weightsAndScoresEqualTheReference() throws {
    let expected = try SharedData.json("oracles/sup_logistic_FD001.json", as: Reference.self)
    let engines = try Turbofans(learning: .labels)
    let model = try #require(
      try LogisticRegression().fit(
        engines.training, randomness: Randomness(seed: 1, dataset: "FD001", detector: "logistic"))
        as? LogisticRegression.Model)
    #expect(model.weights.count == expected.coef.count)
    let differences = zip(model.weights, expected.coef).map { ($0 - $1).magnitude }
    #expect((differences.max() ?? .nan) <= 1e-6)
    #expect((model.intercept - expected.intercept).magnitude <= 1e-6)
    let difference = try ScoreBlock.read("sup_logistic_FD001").largestDifference(
      to: try engines.scores(by: model), isFailing: engines.isFailing)
    #expect(difference <= 1e-6)
  }
}
