import Testing

@testable import Harness

/// The units that a finding names.
struct UnitDifferenceTests {
  private func units(golden: [UnitRow], new: [UnitRow]) -> [Comparison.UnitDifference]? {
    let comparison = Comparison(
      .sample([.sample("a", "roc-auc", 0.5)], units: new),
      with: .sample([.sample("a", "roc-auc", 1)], units: golden),
      gate: Gate(metrics: ["roc-auc"]), controls: []
    ) { _, _ in true }
    return comparison.findings.first?.units
  }

  @Test func largestDifferencesComeFirstAndTiesInRecordOrder() {
    let differences = units(
      golden: [
        .sample("a", "1", "lead", 10), .sample("a", "2", "lead", 10),
        .sample("a", "3", "lead", 10), .sample("a", "4", "lead", 10),
        .sample("a", "10", "gone", 1), .sample("a", "09", "gone", 1),
      ],
      new: [
        .sample("a", "4", "lead", 12), .sample("a", "3", "lead", 5),
        .sample("a", "2", "lead", 10 + 5e-10), .sample("a", "1", "lead", 8),
        .sample("a", "1", "score-mean", 0.5),
      ])
    #expect(
      differences == [
        .init(unit: "1", metric: "score-mean", golden: nil, new: 0.5),
        .init(unit: "09", metric: "gone", golden: 1, new: nil),
        .init(unit: "10", metric: "gone", golden: 1, new: nil),
        .init(unit: "3", metric: "lead", golden: 10, new: 5),
        .init(unit: "4", metric: "lead", golden: 10, new: 12),
        .init(unit: "1", metric: "lead", golden: 10, new: 8),
      ])
  }

  @Test func noUnitDiffers() {
    #expect(
      units(golden: [.sample("a", "1", "lead", 1)], new: [.sample("a", "1", "lead", 1)]) == [])
  }

  @Test func otherDetectorsAndSingleSeedsAreNotCompared() {
    #expect(
      units(
        golden: [.sample("a", "1", "lead", 1), .sample("b", "1", "lead", 1)],
        new: [
          .sample("a", "1", "lead", 1), .sample("a", "1", "lead", 9, seed: "1"),
          .sample("b", "1", "lead", 9),
        ]) == [])
  }
}
