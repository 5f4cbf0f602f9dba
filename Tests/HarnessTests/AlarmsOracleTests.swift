import Alarms
import Datasets
import Detectors
import Foundation
import Metrics
import Preparation
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Thresholds, metrics, events and curves on FD001 against an independent computation.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct AlarmsOracleTests {
  private struct Oracle: Decodable {
    let detectors: [String: [String: Entry]]
  }

  /// Either the rules of a calibration mode or, under its own key, a curve.
  private enum Entry: Decodable {
    case rules([String: RuleResult])
    case curve([[String: Double]])

    init(from decoder: any Decoder) throws {
      if let curve = try? decoder.singleValueContainer().decode([[String: Double]].self) {
        self = .curve(curve)
      } else {
        self = .rules(try decoder.singleValueContainer().decode([String: RuleResult].self))
      }
    }
  }

  private struct RuleResult: Decodable {
    let calibration_rows: Int
    let theta: Double
    let metrics: [String: [String: Double?]]
    let events: [Event]
  }

  private struct Event: Decodable {
    let unit: Int
    let onset: Double
    let alarm: Double?
    let lead: Double
    let delay: Double?
    let censored_at: Double
    let early: Bool
    let false_alarm_starts: Int
    let false_alarm_rows: Int
    let healthy_rows: Int
  }

  private static let rules: [String: AlarmRule] = [
    "budget 1": AlarmRule(threshold: .budget(1)),
    "budget 10": AlarmRule(threshold: .budget(10)),
    "quantile 0.995": AlarmRule(threshold: .quantile(0.995)),
    "sigma 3, 1 of 1": AlarmRule(threshold: .sigma(3), persistence: Persistence(k: 1, n: 1)),
  ]

  private static let modes: [String: CalibrationRule] = [
    "cross": .cross(folds: 5), "held-out": .heldOut(fraction: 0.2), "training": .training,
  ]

  private static let detectors: [String: any Detector] = [
    "max-z": MaxZ(), "mean-z": MeanZ(), "raw": ChannelLevel(channels: ["s11"]),
    "age": AgeControl(),
  ]

  private static func experiment() throws -> Experiment {
    let archive = SharedData.file("data/cmapss/CMAPSSData.zip")
    let loaded = try CMAPSS.load(
      subset: "FD001", archive: archive, includingTest: false, width: 2)
    return try Experiment(
      id: "FD001-events", dataSet: loaded.dataSet, split: .units(fraction: 0.5),
      labels: [
        LabelRule(
          name: "cmapss/last-30",
          criterion: .life(.init(failingWithin: 30, healthyBeyond: 125, fitBeyond: 125)))
      ], phases: .life, preparation: PreparationRule(), fitsPerUnit: false)
  }

  private func close(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * max(1, abs(expected))
  }

  @Test func everyThresholdMetricEventAndCurvePoint() throws {
    let oracle = try SharedData.json("oracles/alarms_FD001.json", as: Oracle.self)
    let experiment = try Self.experiment()
    var compared = 0
    for (name, detector) in Self.detectors.sorted(by: { $0.key < $1.key }) {
      let entries = try #require(oracle.detectors[name])
      for (mode, calibration) in Self.modes.sorted(by: { $0.key < $1.key }) {
        guard case .rules(let rules) = try #require(entries[mode]) else {
          Issue.record("\(name) \(mode) has no rules")
          continue
        }
        for (ruleName, expected) in rules {
          var rule = try #require(Self.rules[ruleName])
          rule.calibration = calibration
          compared += try compare(
            experiment, detector, rule, expected, "\(name), \(mode), \(ruleName)")
          if ruleName == "budget 10", mode != "held-out",
            case .curve(let curve) = try #require(entries["curve of cross and training"])
          {
            compared += try compareCurve(experiment, detector, rule, curve, name)
          }
        }
      }
    }
    // 48 combinations: a threshold, its rows, 50 events each; metrics and curve points besides.
    #expect(compared > 48 * (2 + 50 * 8) + 4 * 2 * 10 * 4)
  }

  private func evaluate(
    _ experiment: Experiment, _ detector: any Detector, _ rule: AlarmRule
  ) throws -> (CellOutput, Evaluation, [EvaluatedUnit]) {
    let scoring = CellScoring(
      experiment: experiment, detector: detector, alarm: rule,
      randomness: Randomness(seed: 1, dataset: experiment.id, detector: "x"))
    let output = scoring.run()
    try #require(output.status == .ok, "\(output.reason)")
    let units = experiment.evaluatedUnits(output, rule)
    let evaluation = Evaluation(
      units, settings: experiment.evaluationSettings(rule), resamples: nil)
    return (output, evaluation, units)
  }

  private func compare(
    _ experiment: Experiment, _ detector: any Detector, _ rule: AlarmRule,
    _ expected: RuleResult, _ place: String
  ) throws -> Int {
    let (output, evaluation, units) = try evaluate(experiment, detector, rule)
    let threshold = try #require(output.thresholds.first)
    #expect(close(threshold.value, expected.theta), "\(place)")
    #expect(threshold.calibrationRows == expected.calibration_rows, "\(place)")
    var compared = 2
    for (scope, metrics) in expected.metrics {
      for (metric, value) in metrics {
        let ours = evaluation.values.first {
          $0.scope.description == scope && $0.metric == metric
        }?.value
        switch (ours, value) {
        case (let ours?, let value?): #expect(close(ours, value), "\(place): \(scope) \(metric)")
        default: #expect(ours == nil && value == nil, "\(place): \(scope) \(metric)")
        }
        compared += 1
      }
    }
    #expect(evaluation.outcomes.count == expected.events.count)
    for (outcome, event) in zip(evaluation.outcomes, expected.events) {
      let unit = units[outcome.unit]
      let times = unit.truth.times
      let where_ = "\(place): unit \(event.unit)"
      #expect(unit.truth.id == String(event.unit), "\(where_)")
      #expect(times[outcome.event.onset] == event.onset, "\(where_)")
      #expect(outcome.alarm.map { times[$0] } == event.alarm, "\(where_)")
      #expect(outcome.lead == event.lead, "\(where_)")
      #expect(outcome.delay == event.delay, "\(where_)")
      #expect(outcome.censoredAt == event.censored_at, "\(where_)")
      #expect(outcome.isEarly == event.early, "\(where_)")
      let starts = unit.alarms.runs.count { unit.truth.labels[$0.lowerBound] == .healthy }
      #expect(starts == event.false_alarm_starts, "\(where_)")
      let falseRows = evaluation.unitValues.first {
        $0.unit == unit.truth.id && $0.metric == "false-positives"
      }
      #expect(falseRows?.value == Double(event.false_alarm_rows), "\(where_)")
      #expect(unit.truth.labels.count { $0 == .healthy } == event.healthy_rows, "\(where_)")
      compared += 10
    }
    return compared
  }

  private func compareCurve(
    _ experiment: Experiment, _ detector: any Detector, _ rule: AlarmRule,
    _ expected: [[String: Double]], _ place: String
  ) throws -> Int {
    let (_, evaluation, _) = try evaluate(experiment, detector, rule)
    #expect(evaluation.curve.count == expected.count)
    for (point, expected) in zip(evaluation.curve, expected) {
      let values = [
        "budget": point.budget, "theta": point.threshold, "detection-rate": point.detectionRate,
        "lead.median": point.medianLead, "false-alarms-per-1000": point.falseAlarmsPer1000,
      ]
      for (key, value) in expected {
        let ours = try #require(values[key] ?? nil, "\(place): \(key)")
        #expect(close(ours, value), "\(place): budget \(point.budget): \(key)")
      }
    }
    return 5 * expected.count
  }
}
