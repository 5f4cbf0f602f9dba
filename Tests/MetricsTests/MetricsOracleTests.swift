import Alarms
import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Metrics

/// The metrics of an evaluation of one unit against the reference implementations.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct MetricsOracleTests {
  private static let ids = [
    "point.tp": "true-positives", "point.fp": "false-positives", "point.tn": "true-negatives",
    "point.fn": "false-negatives", "point.precision": "precision", "point.recall": "recall",
    "point.f1": "f1", "point.specificity": "specificity", "point.fpr": "false-positive-rate",
    "point.mcc": "mcc", "point.balanced_accuracy": "balanced-accuracy", "roc_auc": "roc-auc",
    "average_precision": "average-precision", "pr_auc_trapezoid": "pr-auc.trapezoid",
    "vus.VUS_ROC.opt.w20": "vus-roc.opt", "vus.VUS_PR.opt.w20": "vus-pr.opt",
    "range.reciprocal.p_flat.r_flat.alpha0.precision": "range-precision",
    "range.reciprocal.p_flat.r_flat.alpha0.recall": "range-recall",
    "range.reciprocal.p_flat.r_flat.alpha0.f1": "range-f1",
    "affiliation.precision": "affiliation-precision", "affiliation.recall": "affiliation-recall",
    "affiliation.f1": "affiliation-f1", "event.precision": "event-precision",
    "event.recall": "event-recall", "event.f1": "event-f1", "pa.f1": "pa-f1",
    "pak20.f1": "pa-k20-f1", "nab.standard.prob15.normalized": "nab.standard",
    "nab.reward_low_FP_rate.prob15.normalized": "nab.low-fp",
    "nab.reward_low_FN_rate.prob15.normalized": "nab.low-fn",
  ]

  @Test func valuesEqualTheReference() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      let values = evaluate(oracle)
      for (key, id) in Self.ids where !oracle.isFaultOfNAB(key) {
        comparison.check(oracle, key, values[id])
      }
    }
    // NAB's three profiles fail on two series.
    #expect(comparison.compared == 25 * 30 - 2 * 3)
  }

  private func evaluate(_ oracle: OracleCase) -> [String: Double] {
    let rows = oracle.scores.count
    let truth = UnitTruth(
      id: "1", times: (0..<rows).map(Double.init), rows: 0..<rows,
      labels: oracle.labels.map { $0 == 1 ? .failing : .healthy },
      phases: PhaseTrack(names: ["any"], codes: [UInt8](repeating: 0, count: rows)),
      regimes: [Int](repeating: 0, count: rows), events: [])
    let trace = ScoreTrace(storage: oracle.scores)
    // The oracles alarm at score ≥ threshold, the alarm rule at score > threshold.
    let unit = EvaluatedUnit(
      truth: truth, scores: trace, persistentScores: trace,
      alarms: AlarmRuns(trace, above: oracle.threshold.nextDown))
    let evaluation = Evaluation(
      [unit],
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 20, regimes: []),
      resamples: nil)
    return Dictionary(
      uniqueKeysWithValues: evaluation.values.filter { $0.scope == .all }
        .map { ($0.metric, $0.value) })
  }
}

/// Kaplan-Meier estimates against exact rational arithmetic.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct SurvivalOracleTests {
  private struct Case: Decodable {
    let kind: String
    let time: [Double]?
    let observed: [Int]?
    let expected: Expected?

    struct Expected: Decodable {
      let survival_steps: [[Double]]?
      let median: Double?
      let values: [String: Double]

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        survival_steps = try container.decodeIfPresent(
          [[Double]].self, forKey: Key("survival_steps"))
        median = try? container.decode(Double.self, forKey: Key("median"))
        var values: [String: Double] = [:]
        for key in container.allKeys where key.stringValue.hasPrefix("rmst_") {
          values[key.stringValue] = try container.decode(Double.self, forKey: key)
        }
        self.values = values
      }
    }

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(_ text: String) { stringValue = text }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    enum CodingKeys: String, CodingKey { case kind, time, observed, expected }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      let isOurs = kind == "kaplan_meier"
      time = isOurs ? try container.decode([Double].self, forKey: .time) : nil
      observed = isOurs ? try container.decode([Int].self, forKey: .observed) : nil
      expected = isOurs ? try container.decode(Expected.self, forKey: .expected) : nil
    }
  }

  @Test func stepsMediansAndRestrictedMeans() throws {
    let cases = try SharedData.json("oracles/stats.json", as: [Case].self)
    var compared = 0
    for oracle in cases {
      guard let times = oracle.time, let observed = oracle.observed, let expected = oracle.expected
      else { continue }
      let pairs = zip(times, observed)
      let survival = Survival(
        detected: pairs.filter { $0.1 == 1 }.map(\.0), censored: pairs.filter { $0.1 == 0 }.map(\.0)
      )
      let steps = try #require(expected.survival_steps)
      #expect(survival.steps.count == steps.count)
      for (ours, theirs) in zip(survival.steps, steps) {
        #expect(ours.time == theirs[0])
        #expect(abs(ours.undetected - theirs[1]) <= 1e-12)
      }
      #expect(survival.median == expected.median)
      for (key, value) in expected.values {
        let horizon = try #require(Double(key.dropFirst("rmst_".count)))
        #expect(abs(survival.restrictedMean(horizon: horizon) - value) <= 1e-9 * max(1, value))
        compared += 1
      }
    }
    #expect(compared > 0)
  }
}
