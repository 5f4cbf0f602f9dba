import Telemetry
import TestSupport
import Testing

@testable import Metrics

/// The errors of predicted remaining lives against scikit-learn and a published score.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct PrognosisOracleTests {
  private struct Case: Decodable {
    let name: String
    let predicted: [Double]
    let `true`: [Double]
    let expected: Expected

    struct Expected: Decodable {
      let rmse: Double
      let mae: Double
      let nasa_score: Double
    }
  }

  @Test func everyCase() throws {
    let cases = try SharedData.json("oracles/rul.json", as: [Case].self)
    for oracle in cases {
      let errors = PrognosisErrors(predicted: oracle.predicted, known: oracle.true)
      for (value, expected) in [
        (errors.rootMeanSquare, oracle.expected.rmse), (errors.meanMagnitude, oracle.expected.mae),
        (errors.score, oracle.expected.nasa_score),
      ] {
        let slack = oracle.name == "tiny_errors" ? 1e-12 : 0
        #expect(abs(value - expected) <= 1e-9 * abs(expected) + slack, "\(oracle.name)")
      }
    }
    #expect(cases.count == 20)
  }
}

@Suite struct PrognosisMetricsTests {
  private func unit(predicted: Double?, known: Double?) -> EvaluatedUnit {
    let base = EvaluatedUnit.made("hh", "12")
    let truth = UnitTruth(
      id: "1", times: base.truth.times, rows: base.truth.rows, labels: base.truth.labels,
      phases: base.truth.phases, regimes: base.truth.regimes, events: [], remainingLife: known)
    return EvaluatedUnit(
      truth: truth, scores: base.scores, persistentScores: base.scores, alarms: base.alarms,
      predictedLife: predicted)
  }

  @Test func publishedScores() {
    let late = PrognosisErrors(predicted: [10], known: [0])
    #expect(abs(late.score - 1.718281828459045) < 1e-15)
    let early = PrognosisErrors(predicted: [0], known: [13])
    #expect(abs(early.score - 1.718281828459045) < 1e-15)
    let both = PrognosisErrors(predicted: [125, 75], known: [100, 100])
    #expect(abs(both.score - 17.02447231621788) < 1e-12)
  }

  @Test func livesAreCappedAndPredictionsAreNot() {
    let values = PrognosisMetrics.values([
      unit(predicted: 129, known: 145), unit(predicted: 40, known: 40),
    ])
    let table = Dictionary(uniqueKeysWithValues: values.map { ($0.metric, $0.value) })
    #expect(table["rul-mae.raw"] == 8)
    #expect(table["rul-mae.cap125"] == 2)
    #expect(table["rul-rmse.raw"] == 128.0.squareRoot())
    #expect(table["rul-rmse.cap125"] == 8.0.squareRoot())
    #expect(values.map(\.metric) == PrognosisMetrics.definitions.map(\.id))
    #expect(values.allSatisfy { $0.n == 2 && $0.scope == .all })
  }

  @Test func everyUnitNeedsAPredictionAndAKnownLife() {
    let whole = unit(predicted: 1, known: 2)
    #expect(PrognosisMetrics.values([whole, unit(predicted: nil, known: 2)]).isEmpty)
    #expect(PrognosisMetrics.values([whole, unit(predicted: 1, known: nil)]).isEmpty)
    #expect(PrognosisMetrics.values([]).isEmpty)
    // A prediction without bound has no finite error: only what is finite is a value.
    #expect(PrognosisMetrics.values([unit(predicted: .infinity, known: 2)]).isEmpty)
  }

  @Test func theyStandInAnEvaluation() {
    let evaluation = Evaluation(
      [unit(predicted: 3, known: 2)],
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 1, regimes: []),
      resamples: nil)
    #expect(evaluation.value("rul-mae.raw")?.value == 1)
  }
}
