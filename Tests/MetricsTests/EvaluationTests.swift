import Alarms
import Numerics
import Telemetry
import Testing

@testable import Metrics

/// Every metric of two small units, worked out by hand.
struct EvaluationTests {
  private static let units: [EvaluatedUnit] = [
    .made(
      "hhhhggff", "06237.59", phases: "aabbccaa", band: 2, life: 3, id: "one"),
    .made("hhhfff", "86.152", phases: "bbbaaa", life: 4, id: "two"),
  ]
  private static let evaluation = Evaluation(
    units,
    settings: .init(
      requiredLead: 4.5, budget: 300, horizon: nil, rowsPerDay: 100, window: 2, regimes: ["0"]),
    resamples: nil)

  @Test func allRows() {
    // NAB's reward for the alarm in the second of three rows, beside that in the first.
    let reward = { (x: Double) in 2 / (1 + Elementary.exp(-5 * x)) - 1 }
    let late = reward(2 / 3.0) / reward(1)
    let expected: [String: Double] = [
      "true-positives": 3, "false-positives": 3, "true-negatives": 4, "false-negatives": 2,
      "precision": 0.5, "recall": 0.6, "f1": 6 / 11.0, "accuracy": 7 / 12.0,
      "specificity": 4 / 7.0, "false-positive-rate": 3 / 7.0, "alarm-rate": 0.5,
      "mcc": 6 / 1260.0.squareRoot(), "balanced-accuracy": (0.6 + 4 / 7.0) / 2,
      "coverage": 11 / 12.0,
      "roc-auc": 19.5 / 35, "average-precision": (2 + 4 / 9.0 + 0.5) / 5,
      "pr-auc.trapezoid": 0.2 + 0.15 + 0.1 * (3 / 7.0 + 4 / 9.0) + 0.1 * (4 / 9.0 + 0.5),
      "vus-roc.opt": (0.875 + 1 / 3.0) / 2, "vus-pr.opt": (5 / 6.0 + 43 / 90.0) / 2,
      "range-auc-roc.opt": (0.875 + 1 / 3.0) / 2, "range-auc-pr.opt": (5 / 6.0 + 43 / 90.0) / 2,
      "range-precision": 0.5, "range-recall": 2 / 3.0, "range-f1": 4 / 7.0,
      "affiliation-precision": 43 / 72.0, "affiliation-recall": 137 / 144.0,
      "affiliation-f1": 2 * 43 * 137 / (72 * 144 * (43 / 72.0 + 137 / 144.0)),
      "event-precision": 0.5, "event-recall": 1, "event-f1": 2 / 3.0,
      "nab.standard": (94.5 + 50 * (late + 0.78)) / 2, "nab.low-fp": (89 + 50 * (late + 0.56)) / 2,
      "nab.low-fn": (289 + 100 * (late + 1.78)) / 6, "pa-f1": 10 / 13.0, "pa-k20-f1": 10 / 13.0,
      "failing-events": 2, "detected": 2, "in-time": 1, "late": 1, "missed": 0, "early": 2,
      "detection-rate": 1, "early-rate": 1, "detection-rate.at-budget": 0.5,
      "lead.median.at-budget": 1.5, "delay.km-median": 0, "delay.restricted-mean": 0.5,
      "lead.median": 4.5, "false-alarms-per-1000": 2000 / 7.0, "false-alarms-per-day": 200 / 7.0,
      "units-with-false-alarm": 2,
      "f1.oracle": 2 / 3.0, "precision.oracle": 0.5, "recall.oracle": 1, "pa-f1.oracle": 10 / 13.0,
    ]
    let table = Self.evaluation.table(.all)
    #expect(isClose(table, expected), "\(table.filter { $0.value != expected[$0.key] })")
    #expect(Self.evaluation.values.filter { $0.scope == .all }.allSatisfy { $0.n == 2 })
  }

  @Test(arguments: ["", "gg"])
  func onlyMetricsThatAreNeverUndefinedAreThereWithoutRowsThatCount(labels: String) {
    let units = labels.isEmpty ? [] : [EvaluatedUnit.made(labels, "12")]
    let evaluation = Evaluation(
      units,
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 1, regimes: []),
      resamples: nil)
    let never = MetricCatalog.metrics.filter { $0.undefined == "never" }.map(\.id)
    let found = evaluation.values.filter { $0.scope == .all && $0.metric != "alarm-rate" }
    #expect(found.map(\.metric) == never)
  }

  @Test func probabilitiesHaveABrierScore() {
    let unit = EvaluatedUnit.made("hgf", "010", above: 0.5)
    let evaluation = Evaluation(
      [unit],
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 1, regimes: []),
      resamples: nil)
    #expect(evaluation.value("brier")?.value == 0.5)
    #expect(Self.evaluation.value("brier") == nil)
  }

  @Test func alarmsBesideAFailingNeighbourAreLocalisationErrors() {
    // Alarms start in rows 1, 4 and 6; from row 3 on the neighbour is failing.
    let made = EvaluatedUnit.made("hhhggggg", "09009090")
    let truth = made.truth
    let beside = UnitTruth(
      id: truth.id, times: truth.times, rows: truth.rows, labels: truth.labels,
      phases: truth.phases, regimes: truth.regimes, events: [], localisedFrom: 3)
    let evaluation = Evaluation(
      [made.held(against: beside), .made("hhff", "0099", id: "2")],
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 1, regimes: []),
      resamples: nil)
    #expect(evaluation.value("localisation-errors")?.value == 2)
    #expect(evaluation.value("localisation-errors")?.n == 1)
    #expect(Self.evaluation.value("localisation-errors") == nil)
  }

  @Test func rowsOfAPhase() {
    let first: [String: Double] = [
      "true-positives": 3, "false-positives": 1, "true-negatives": 1, "false-negatives": 2,
      "precision": 0.75, "recall": 0.6, "f1": 6 / 9.0, "accuracy": 4 / 7.0, "specificity": 0.5,
      "false-positive-rate": 0.5, "alarm-rate": 4 / 7.0, "mcc": 1 / 120.0.squareRoot(),
      "balanced-accuracy": 0.55, "coverage": 1, "false-alarms-per-1000": 500,
    ]
    let second: [String: Double] = [
      "true-positives": 0, "false-positives": 2, "true-negatives": 3, "false-negatives": 0,
      "precision": 0, "f1": 0, "accuracy": 0.6, "specificity": 0.6, "false-positive-rate": 0.4,
      "alarm-rate": 0.4, "coverage": 0.8, "false-alarms-per-1000": 200,
    ]
    #expect(isClose(Self.evaluation.table(.phase("a")), first))
    #expect(isClose(Self.evaluation.table(.phase("b")), second))
  }

  @Test func greyRowsAreInTheAlarmRateAlone() {
    #expect(Self.evaluation.table(.phase("c")) == ["alarm-rate": 0.5])
    #expect(Self.evaluation.value("alarm-rate", .phase("c"))?.n == 1)
  }

  @Test func oneRegimeHasNoScopeOfItsOwn() {
    #expect(Self.evaluation.values.allSatisfy { $0.scope.kind != .regime })
    let two = Evaluation(
      Self.units,
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 2,
        regimes: ["low", "high"]),
      resamples: nil)
    #expect(two.value("true-positives", .regime("low"))?.value == 3)
    #expect(two.table(.regime("high")) == [:])
    #expect(two.value("false-alarms-per-day") == nil)
  }

  @Test func recordOrder() {
    let scopes = Self.evaluation.values.map(\.scope)
    #expect(scopes.removingRuns() == [.all, .phase("a"), .phase("b"), .phase("c")])
    for scope in Set(scopes) {
      let ranks = Self.evaluation.values.filter { $0.scope == scope }
        .map { MetricCatalog.rank(of: $0.metric) }
      #expect(ranks == ranks.sorted())
      #expect(Set(ranks).count == ranks.count)
    }
  }

  @Test func boundsOfACountAreWilsons() throws {
    let value = try #require(Self.evaluation.value("units-with-false-alarm"))
    let wilson = try #require(Statistics.wilson(2, of: 2))
    #expect(value.bounds?.low == 2 * wilson.low)
    #expect(value.bounds?.high == 2 * wilson.high)
    #expect(abs(wilson.low - 2 / (2 + 1.959963984540054 * 1.959963984540054)) <= 1e-12)
    #expect(Self.evaluation.value("false-positive-rate")?.bounds == nil)
  }

  @Test func unitsExplain() {
    func value(_ unit: String, _ metric: String, _ value: Double) -> Evaluation.UnitValue {
      .init(unit: unit, metric: metric, value: value)
    }
    #expect(
      Self.evaluation.unitValues == [
        value("one", "true-positives", 2), value("one", "false-positives", 1),
        value("one", "lead", 4), value("one", "score-mean", 32 / 7.0),
        value("two", "true-positives", 1), value("two", "false-positives", 2),
        value("two", "lead", 5), value("two", "score-mean", 22 / 5.0),
      ])
  }

  @Test func aSecondLabelSetHasTheTimeMetrics() {
    let other = EvaluatedUnit.made("hhhhhhhf", "00000000", life: 0).truth
    let evaluation = Evaluation(
      [Self.units[0]],
      settings: .init(
        requiredLead: 0, budget: 0, horizon: 1, rowsPerDay: nil, window: 2, regimes: []),
      secondLabels: [.init(name: "other", horizon: 4, truths: [other])], resamples: nil)
    let expected: [String: Double] = [
      "failing-events": 1, "detected": 0, "in-time": 0, "late": 0, "missed": 1, "early": 1,
      "detection-rate": 0, "early-rate": 1, "detection-rate.at-budget": 1,
      "lead.median.at-budget": 0, "delay.restricted-mean": 4, "lead.median": 0,
      "false-alarms-per-1000": 3000 / 7.0, "units-with-false-alarm": 1,
    ]
    #expect(isClose(evaluation.table(.labels("other")), expected))
  }
}

extension Array where Element: Equatable {
  /// The elements without those that equal the one before.
  fileprivate func removingRuns() -> [Element] {
    indices.filter { $0 == 0 || self[$0 - 1] != self[$0] }.map { self[$0] }
  }
}
