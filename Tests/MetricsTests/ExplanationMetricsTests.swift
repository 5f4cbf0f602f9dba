import Telemetry
import Testing

@testable import Metrics

@Suite struct ExplanationMetricsTests {
  /// A unit that fails in rows 1 and 2 and again in row 5, with faults of the given channels there.
  private func unit(
    _ scores: String, faults: [(rows: Range<Int>, channels: [Int])], named: [[Int]?]
  ) -> EvaluatedUnit {
    let base = EvaluatedUnit.made("hffhhf", scores)
    let truth = UnitTruth(
      id: "1", times: base.truth.times, rows: base.truth.rows, labels: base.truth.labels,
      phases: base.truth.phases, regimes: base.truth.regimes, events: base.truth.events,
      machineFaults: faults.map {
        Fault(kind: "wear", origin: .machine, rows: $0.rows, channels: $0.channels)
      })
    return EvaluatedUnit(
      truth: truth, scores: base.scores, persistentScores: base.persistentScores,
      alarms: base.alarms, namedChannels: named)
  }

  private func values(_ units: [EvaluatedUnit]) -> [String: MetricValue] {
    let evaluation = Evaluation(
      units,
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 1, regimes: []),
      resamples: nil)
    return Dictionary(
      uniqueKeysWithValues: evaluation.values.filter { $0.metric.hasPrefix("attribution") }
        .map { ($0.metric, $0) })
  }

  @Test func hitsAreSharesOfExplainedDetections() {
    let faults = [(rows: 1..<3, channels: [0, 4]), (rows: 5..<6, channels: [2])]
    let table = values([
      // The first event is named by its second channel only, the second by its first.
      unit("090009", faults: faults, named: [[1, 4, 3], [2]]),
      // The first event is missed; nothing positive was named for the second.
      unit("000009", faults: faults, named: [nil, []]),
      // An event without an explanation, and one whose names stand though it was missed.
      unit("090000", faults: faults, named: [nil, [2]]),
    ])
    #expect(table["attribution-hit.1"]?.value == 1.0 / 3)
    #expect(table["attribution-hit.3"]?.value == 2.0 / 3)
    #expect(table["attribution-hit.3"]?.n == 3)
  }

  @Test func onlyFaultsThatOverlapTheEventCount() {
    let table = values([
      unit(
        "090009", faults: [(rows: 0..<2, channels: [0]), (rows: 3..<5, channels: [1])],
        named: [[1], [1]])
    ])
    // The second event overlaps no recorded fault, so nobody knows which channel would be right.
    #expect(table["attribution-hit.1"]?.value == 0)
    #expect(table["attribution-hit.1"]?.n == 1)
  }

  @Test func nothingNamedIsUndefined() {
    #expect(values([unit("090009", faults: [(rows: 1..<3, channels: [0])], named: [])]).isEmpty)
  }
}
