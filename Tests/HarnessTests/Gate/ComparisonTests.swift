import Metrics
import Testing

@testable import Harness

/// What the gate calls a value that is not as it was.
struct ComparisonTests {
  private static let gate = Gate(
    metrics: ["roc-auc", "false-positive-rate", "alarm-rate", "detected", "made-up"])

  private func compare(
    _ record: Record, with golden: Golden, gate: Gate = gate,
    isSelected: (String, String) -> Bool = { _, _ in true }
  ) -> Comparison {
    Comparison(
      record, with: golden, gate: gate, controls: Set(Suite.controls), isSelected: isSelected)
  }

  @Test(arguments: [
    ("a", "roc-auc", 0.8, 0.7, Comparison.Kind.worse), ("a", "roc-auc", 0.8, 0.9, .better),
    ("a", "false-positive-rate", 0.1, 0.2, .worse),
    ("a", "false-positive-rate", 0.1, 0.05, .better),
    ("a", "alarm-rate", 0.1, 0.2, .changed), ("a", "alarm-rate", 0.2, 0.1, .changed),
    ("a", "made-up", 1, 2, .changed),
    ("random", "roc-auc", 0.5, 0.6, .changed), ("oracle", "roc-auc", 1, 0.9, .changed),
    ("a", "roc-auc", 0.8, 0.8 + 2e-9, .better), ("a", "roc-auc", 0.8, 0.8 - 2e-9, .worse),
    ("a", "roc-auc", 0.8, 0.8 + 5e-10, nil), ("random", "roc-auc", 0.5, 0.5, nil),
  ])
  func kinds(
    detector: String, metric: String, golden: Double, new: Double, kind: Comparison.Kind?
  ) {
    let comparison = compare(
      .sample([.sample(detector, metric, new)]), with: .sample([.sample(detector, metric, golden)]))
    #expect(comparison.findings.map(\.kind) == [kind].compactMap { $0 })
    #expect(comparison.findings.allSatisfy { $0.golden == golden && $0.new == new })
    #expect(comparison.findings.allSatisfy { $0.key == .sample(detector, metric) })
    #expect(comparison.compared == 1)
  }

  @Test(arguments: [
    (Tolerance(absolute: 0.5), 2.0, 2.5, true), (Tolerance(absolute: 0.5), 2, 1.5, true),
    (Tolerance(absolute: 0.5), 2, 2.5.nextUp, false),
    (Tolerance(relative: 0.25), 4, 5, true), (Tolerance(relative: 0.25), 4, 5.0.nextUp, false),
    (Tolerance(relative: 0.25), -4, -5, true), (Tolerance(relative: 0.25), -4, -3, true),
    (Tolerance(relative: 0.25), 0, 0, true), (Tolerance(relative: 0.25), 0, 1e-12, false),
    (Tolerance(absolute: 2, relative: 0.25), 4, 6, true),
    (Tolerance(absolute: 0.5, relative: 0.25), 4, 5, true),
    (Tolerance(absolute: .infinity), 1, .nan, false), (.exact, .nan, 1, false),
  ])
  func tolerances(tolerance: Tolerance, golden: Double, new: Double, isAccepted: Bool) {
    let comparison = compare(
      .sample([.sample("a", "alarm-rate", new)]),
      with: .sample([.sample("a", "alarm-rate", golden, tolerance)]))
    #expect(comparison.findings.isEmpty == isAccepted)
  }

  @Test func onlyWhatMayNotHappenFailsUnlessStrict() {
    func finding(_ kind: Comparison.Kind) -> Comparison.Finding {
      .init(kind: kind, key: .sample("a", "roc-auc"), golden: 1, new: 1, units: [])
    }
    for kind in [Comparison.Kind.worse, .changed, .missing] {
      #expect(finding(kind).fails(isStrict: false))
      #expect(finding(kind).fails(isStrict: true))
    }
    for kind in [Comparison.Kind.better, .added] {
      #expect(!finding(kind).fails(isStrict: false))
      #expect(finding(kind).fails(isStrict: true))
    }
  }

  @Test func missingRowsComeInGoldenOrderAndNewOnesLast() {
    let golden = Golden.sample([.sample("b", "roc-auc", 1), .sample("a", "detected", 3)])
    let record = Record.sample([.sample("a", "roc-auc", 0.25), .sample("b", "roc-auc", 0.5)])
    let comparison = compare(record, with: golden)
    #expect(
      comparison.findings == [
        .init(kind: .missing, key: .sample("a", "detected"), golden: 3, new: nil, units: []),
        .init(kind: .worse, key: .sample("b", "roc-auc"), golden: 1, new: 0.5, units: []),
        .init(kind: .added, key: .sample("a", "roc-auc"), golden: nil, new: 0.25, units: []),
      ])
    #expect(comparison.compared == 2)
  }

  @Test func rowsThatWereNotSelectedAreNotMissing() {
    let golden = Golden.sample([.sample("a", "roc-auc", 1), .sample("b", "roc-auc", 1)])
    let comparison = compare(.sample([.sample("a", "roc-auc", 1)]), with: golden) { _, detector in
      detector == "a"
    }
    #expect(comparison.findings == [])
    #expect(comparison.compared == 1)
  }

  @Test func onlyGatedRowsCount() {
    let rows: [MetricRow] = [
      .sample("a", "roc-auc", 1, seed: "1"), .sample("a", "roc-auc", 2),
      .sample("a", "f1", 3), .sample("a", "roc-auc", 4, scope: "phase=steady"),
      .sample("a", "roc-auc", 5, scope: "regime=0"),
      .sample("a", "roc-auc", 6, seed: "2", scope: "labels=x"),
    ]
    func values(_ gate: Gate) -> [Double] { gate.rows(of: .sample(rows)).map(\.value) }
    #expect(values(Gate(metrics: ["roc-auc"])) == [2, 4])
    #expect(values(Gate(metrics: ["roc-auc"], scopes: [.all])) == [2])
    #expect(
      values(Gate(metrics: ["roc-auc"], scopes: Scope.Kind.allCases, seeds: .each)) == [1, 6])
    #expect(values(Gate(metrics: ["f1", "roc-auc"], scopes: [.regime, .all])) == [2, 3, 5])
  }

  @Test func aStoredRecordStandsInForGoldenValues() throws {
    let suite = try gateSuite(gate: "metrics: [roc-auc], tolerance: 0.5")
    let old = Record.sample([
      .sample("a", "roc-auc", 0.5), .sample("a", "f1", 0.5), .sample("random", "roc-auc", 0.5),
    ])
    let golden = Golden(record: old, gate: suite.gate)
    #expect(golden.identity(of: "pumps") == "d1")
    let new = Record.sample([.sample("a", "roc-auc", 0.25), .sample("random", "roc-auc", 0.625)])
    #expect(
      compare(new, with: golden, gate: suite.gate).findings == [
        .init(
          kind: .changed, key: .sample("random", "roc-auc"), golden: 0.5, new: 0.625, units: [])
      ])
  }
}
