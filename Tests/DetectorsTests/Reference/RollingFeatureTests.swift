import Numerics
import Preparation
import Telemetry
import TestSupport
import Testing

@testable import Detectors

/// Rolling features of the turbofans against the reference.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct RollingFeatureTests {
  private struct Reference: Decodable {
    let rolling_feature_names: [String]
    let rolling_features_train_unit1_first8_rows: [[Double]]
    let rolling_features_test_last_row_unit1: [Double]
    let rolling_features_test_mean: [Double]
  }

  @Test func featuresEqualTheReference() throws {
    let reference = try SharedData.json("oracles/sup_rul_FD001.json", as: Reference.self)
    let engines = try Turbofans(
      learning: .lives, rule: PreparationRule(scaling: .none, features: FeatureRule()))
    #expect(
      engines.training.channels.map(\.id)
        == reference.rolling_feature_names.map { name in
          name.replacing("_x", with: "").replacing("_", with: ".")
        })
    let training = engines.training.units[0].values
    for (row, expected) in reference.rolling_features_train_unit1_first8_rows.enumerated() {
      #expect(difference(Array(training.row(row)), expected) <= 1e-9, "row \(row)")
    }
    let first = engines.evaluation[0].rows
    #expect(
      difference(
        Array(first.row(first.rows - 1)), reference.rolling_features_test_last_row_unit1) <= 1e-9)
    let count = Double(engines.isFailing.count)
    let means = (0..<first.columns).map { column in
      engines.evaluation.flatMap { $0.rows.column(column) }.reduce(0, +) / count
    }
    #expect(difference(means, reference.rolling_features_test_mean) <= 1e-9)
  }

  private func difference(_ found: [Double], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).map { ($0 - $1).magnitude }.max() ?? .infinity
  }
}
