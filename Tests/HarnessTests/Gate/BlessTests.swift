import JSON
import Testing

@testable import Harness

/// When a record may become golden, and what is kept of it.
struct BlessTests {
  private func bless(
    _ record: Record, version: Int = 1, previous: Golden? = nil, reason: String = "why"
  ) throws -> Golden {
    try Golden(
      blessing: record, suite: try gateSuite(version: version, gate: Self.gate),
      previous: previous, reason: reason, folder: "golden/small")
  }

  private static let gate =
    "metrics: [roc-auc, detected], tolerance: { default: 0.5, a: {"
    + " roc-auc: 0.25 } }"

  private static func record(_ value: Double, identity: String = "d1", version: Int = 1) -> Record {
    .sample(
      [
        .sample("b", "roc-auc", 0.5), .sample("a", "roc-auc", value),
        .sample("a", "f1", value), .sample("random", "roc-auc", 0.5),
      ],
      units: [.sample("a", "1", "lead", value), .sample("a", "1", "lead", value, seed: "1")],
      identity: identity, versions: ["a": version])
  }

  @Test func gatedRowsWithTheirTolerancesAndTheUnitsOfTheMean() throws {
    let golden = try bless(Self.record(0.75))
    #expect(golden.detectors.map(\.detector) == ["a", "b", "random"])
    #expect(
      golden.detectors.flatMap(\.rows) == [
        .sample("a", "roc-auc", 0.75, Tolerance(absolute: 0.25)),
        .sample("b", "roc-auc", 0.5, Tolerance(absolute: 0.5)),
        .sample("random", "roc-auc", 0.5, .exact),
      ])
    #expect(golden.detectors.flatMap(\.units) == [.sample("a", "1", "lead", 0.75)])
    #expect(
      golden.run.compact == """
        {"format":1,"suite":"small","version":1,"data":{"pumps":"d1"},\
        "detectors":{"a":1,"b":1,"random":1},"toolchain":"t",\
        "blesses":[{"version":1,"reason":"why"}]}
        """)
  }

  @Test func aFailedCellIsRefused() {
    var record = Self.record(0.75)
    record.cells.append(
      CellRow(dataset: "pumps", detector: "b", seed: "2", status: .refused, reason: "no rows"))
    let error = #expect(throws: GoldenError.self) { try bless(record) }
    #expect(error?.description == "golden/small: pumps b ended as refused: no rows")
  }

  @Test func aChangedValueOfAnUnchangedDetectorNeedsAHigherVersion() throws {
    let previous = try bless(Self.record(0.25))
    let error = #expect(throws: GoldenError.self) {
      try bless(Self.record(0.75), previous: previous)
    }
    #expect(
      error?.description
        == "golden/small: pumps a roc-auc changed though the detector did not; raise the suite's"
        + " version above 1")
    #expect(try bless(Self.record(0.75), version: 2, previous: previous).suiteVersion == 2)
  }

  @Test func aChangeWithACauseNeedsNone() throws {
    let previous = try bless(Self.record(0.25))
    for record in [
      Self.record(0.75, identity: "d2"), Self.record(0.75, version: 2), Self.record(0.375),
    ] {
      let golden = try bless(record, previous: previous)
      #expect(golden.suiteVersion == 1)
    }
  }

  @Test func reasonsAreKeptInOrder() throws {
    let first = try bless(Self.record(0.25), reason: "first")
    let second = try bless(Self.record(0.25), previous: first, reason: "second")
    let third = try bless(Self.record(1), version: 2, previous: second, reason: "third")
    #expect(third.blesses.map { $0["reason"]?.string } == ["first", "second", "third"])
    #expect(third.blesses.map { $0["version"]?.integer } == [1, 1, 2])
  }
}
