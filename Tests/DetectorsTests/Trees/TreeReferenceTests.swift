import Numerics
import Preparation
import TestSupport
import Testing

@testable import Detectors

/// Against scikit-learn, on real data.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct TreeReferenceTests {
  private struct Spread: Decodable {
    let mean: Double
    let sd: Double
  }

  private struct ForestReference: Decodable {
    let seeds: Int
    let summary: [String: Spread]
  }

  private struct LifeReference: Decodable {
    let results: Results

    struct Results: Decodable {
      let plain: Plain
    }

    struct Plain: Decodable {
      let random_forest: Forest
      let hist_gradient_boosting: Boosting
    }

    struct Forest: Decodable {
      let summary: [String: Spread]
    }

    struct Boosting: Decodable {
      let prediction_last_row: [Double]
    }
  }

  /// Ranking, and what the threshold ½ makes of the scores; a tie is an alarm.
  private func quality(_ scores: [Double], _ isFailing: [Bool]) -> [String: Double] {
    let areas = RankingAreas(scores: scores, isFailing: isFailing)
    let alarms = Double(scores.count { $0 >= 0.5 })
    let hits = Double(zip(scores, isFailing).count { $0 >= 0.5 && $1 })
    let failing = Double(isFailing.count { $0 })
    return [
      "auc": areas.auc, "ap": areas.averagePrecision, "precision": hits / alarms,
      "recall": hits / failing, "f1": 2 * hits / (alarms + failing),
    ]
  }

  @Test func balancedForestIsAsGoodAsTheReference() throws {
    let reference = try SharedData.json(
      "oracles/sup_random_forest_FD001.json", as: ForestReference.self)
    let engines = try Turbofans(learning: .labels)
    let isFailing = engines.isFailing
    let seeds = 10
    let found = try (0..<seeds).map { seed in
      quality(
        try engines.scores(by: RandomForest(balance: .smote), seed: UInt64(seed)), isFailing)
    }
    for (metric, expected) in reference.summary where metric != "prob_mean" {
      let values = found.compactMap { $0[metric] }
      let mean = values.reduce(0, +) / Double(seeds)
      let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      let variance = squares / Double(seeds - 1) / Double(seeds)
      let noise = (expected.sd * expected.sd / Double(reference.seeds) + variance).squareRoot()
      #expect(mean >= expected.mean - (3 * noise + 0.002), "\(metric)")
    }
  }

  @Test func livesOfTheForestAreAsGoodAsTheReference() throws {
    let reference = try SharedData.json("oracles/sup_rul_FD001.json", as: LifeReference.self)
    let engines = try Turbofans(learning: .lives, rule: .init(scaling: .none))
    let rows = lastRows(engines)
    var found: [String: Double] = [:]
    let seeds = 10
    for seed in 0..<seeds {
      let scores = try engines.scores(by: RULForest(), seed: UInt64(seed))
      for (name, cap) in [("uncapped", Double.infinity), ("capped", 125)] {
        let errors = rows.map { (-scores[$0.row] - min($0.life, cap)).magnitude }
        let count = Double(errors.count)
        let squares = errors.map { $0 * $0 }.reduce(0, +)
        found["rmse_" + name, default: 0] += (squares / count).squareRoot() / Double(seeds)
        found["mae_" + name, default: 0] += errors.reduce(0, +) / count / Double(seeds)
      }
    }
    let expected = reference.results.plain.random_forest.summary
    for metric in ["rmse_uncapped", "rmse_capped", "mae_uncapped"] {
      let limit = try 1.01 * #require(expected[metric]).mean
      #expect(try #require(found[metric]) <= limit, "\(metric)")
    }
  }

  @Test func boostedLivesEqualTheReference() throws {
    let reference = try SharedData.json("oracles/sup_rul_FD001.json", as: LifeReference.self)
    let engines = try Turbofans(learning: .lives, rule: .init(scaling: .none))
    let scores = try engines.scores(by: RULBoosting())
    let expected = reference.results.plain.hist_gradient_boosting.prediction_last_row
    let rows = lastRows(engines)
    #expect(rows.count == expected.count)
    let largest = zip(rows, expected).map { (scores[$0.row] + $1).magnitude }.max()
    #expect(try #require(largest) < 1e-9)
  }

  /// Where the last row of every test engine stands among all, with its life.
  private func lastRows(_ engines: Turbofans) -> [(row: Int, life: Double)] {
    var end = 0
    return engines.evaluation.map { engine in
      end += engine.rows.rows
      return (end - 1, engine.remainingLives.last ?? .nan)
    }
  }
}
