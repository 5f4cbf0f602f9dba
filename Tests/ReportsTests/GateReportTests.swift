@testable import Harness
import JSON
import Testing

@testable import Reports

/// What the gate says, compared whole.
struct GateReportTests {
  private func key(
    _ detector: String, _ metric: String, seed: String = "mean", scope: String = "all"
  ) -> MetricKey {
    MetricKey(dataset: "FD001", detector: detector, seed: seed, scope: scope, metric: metric)
  }

  private func report(
    _ golden: [(MetricKey, Double)], _ new: [(MetricKey, Double)],
    goldenUnits: [UnitRow] = [], newUnits: [UnitRow] = [], isStrict: Bool = false,
    gate: Gate = Gate(metrics: ["roc-auc", "detected", "alarm-rate"])
  ) -> GateReport {
    func record(_ rows: [(MetricKey, Double)], _ units: [UnitRow]) -> Record {
      var record = Record()
      record.metrics = rows.map { MetricRow(key: $0.0, value: $0.1, low: nil, high: nil, n: 1) }
      record.units = units
      return record
    }
    let comparison = Comparison(
      record(new, newUnits), with: Golden(record: record(golden, goldenUnits), gate: gate),
      gate: gate, controls: Set(Suite.controls)
    ) { _, _ in true }
    return GateReport(comparison, isStrict: isStrict, reference: "golden/gate")
  }

  private func unit(_ id: String, _ metric: String, _ value: Double) -> UnitRow {
    UnitRow(
      dataset: "FD001", detector: "a", seed: "mean", unit: id, metric: metric, value: value)
  }

  @Test func redNamesTheUnitsThatDifferMost() {
    let report = report(
      [(key("a", "detected"), 40)], [(key("a", "detected"), 37.5)],
      goldenUnits: (1...6).map { unit("\($0)", "lead", 60) } + [unit("6", "gone", 1)],
      newUnits: (1...6).map { unit("\($0)", "lead", $0 == 1 ? 60 : 60 - 10 * Double($0)) })
    #expect(!report.passes)
    #expect(
      report.text == """
        red  FD001 a detected: worse, 40 → 37.5
               5 units differ: 6 gone 1 → –; 6 lead 60 → 0; 5 lead 60 → 10; 4 lead 60 →
               20; and 2 more numbers.
        gate red: 1 values against golden/gate, 1 worse
        """)
  }

  @Test func oneUnit() {
    let report = report(
      [(key("a", "roc-auc"), 0.75)], [(key("a", "roc-auc"), 0.5)],
      goldenUnits: [unit("7", "score-mean", 0.25)], newUnits: [unit("7", "score-mean", 0.5)])
    #expect(
      report.text == """
        red  FD001 a roc-auc: worse, 0.75 → 0.5
               1 unit differs: 7 score-mean 0.25 → 0.5.
        gate red: 1 values against golden/gate, 1 worse
        """)
  }

  @Test func redWithoutAUnitThatDiffers() {
    let report = report([(key("a", "roc-auc"), 0.75)], [(key("a", "roc-auc"), 0.5)])
    #expect(
      report.text == """
        red  FD001 a roc-auc: worse, 0.75 → 0.5
               No unit differs: the golden value was edited, or the metric's definition
               changed.
        gate red: 1 values against golden/gate, 1 worse
        """)
  }

  private var mixed: ([(MetricKey, Double)], [(MetricKey, Double)]) {
    (
      [
        (key("a", "roc-auc"), 0.5), (key("a", "detected", scope: "phase=steady"), 3),
        (key("random", "roc-auc"), 0.5), (key("b", "roc-auc"), 0.25),
      ],
      [
        (key("a", "roc-auc"), 0.75), (key("random", "roc-auc"), 0.625),
        (key("b", "roc-auc"), 0.25), (key("b", "detected"), 2),
      ]
    )
  }

  @Test func failingFindingsComeFirst() {
    #expect(
      report(mixed.0, mixed.1).text == """
        red  FD001 a phase=steady detected: missing, 3 → – (the run has no such row)
        red  FD001 random roc-auc: changed, 0.5 → 0.625
               No unit differs: the golden value was edited, or the metric's definition
               changed.
        note FD001 a roc-auc: better, 0.5 → 0.75; assay bless takes it as golden
               No unit differs: the golden value was edited, or the metric's definition
               changed.
        note FD001 b detected: new, – → 2 (no golden value)
        gate red: 4 values against golden/gate, 1 changed, 1 missing, 1 better, 1 new
        """)
  }

  @Test func strictFailsOnBetterAndNew() {
    let better = report([(key("a", "roc-auc"), 0.5)], [(key("a", "roc-auc"), 0.75)])
    #expect(better.passes)
    #expect(better.text.hasSuffix("gate green: 1 values against golden/gate, 1 better"))
    let strict = report(mixed.0, mixed.1, isStrict: true)
    #expect(!strict.passes)
    #expect(!strict.text.contains("note "))
  }

  @Test func greenAndSeeds() {
    let gate = Gate(metrics: ["roc-auc"], seeds: .each)
    let rows = [(key("a", "roc-auc", seed: "1"), 0.5), (key("a", "roc-auc", seed: "2"), 0.75)]
    #expect(
      report(rows, rows, gate: gate).text
        == "gate green: 2 values against golden/gate, all as they were")
    let worse = report(rows, [rows[0], (rows[1].0, 0.5)], gate: gate)
    #expect(worse.text.hasPrefix("red  FD001 a seed 2 roc-auc: worse, 0.75 → 0.5\n"))
  }

  @Test func forPrograms() {
    let report = report(
      [(key("a", "roc-auc"), 0.75)], [(key("a", "roc-auc"), 0.5)],
      goldenUnits: [unit("7", "lead", 1)])
    #expect(
      report.json.compact == """
        {"passes":false,"compared":1,"failures":[],"findings":[{"kind":"worse","fails":true,\
        "dataset":"FD001","detector":"a","seed":"mean","scope":"all","metric":"roc-auc",\
        "golden":0.75,"new":0.5,"units":[{"unit":"7","metric":"lead","golden":1,"new":null}]}]}
        """)
  }
}
