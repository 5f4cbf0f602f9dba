import JSON
import Testing

@testable import Harness

/// Whether golden values belong to a suite, and whether their tolerances can mean something.
struct GoldenCheckTests {
  private func message(_ golden: Golden, _ suite: Suite) -> String? {
    do {
      try golden.check(for: suite, folder: "golden/small")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func anotherVersionOfTheSuite() throws {
    let golden = Golden.sample([.sample("a", "roc-auc", 1)], version: 2)
    #expect(message(golden, try gateSuite(version: 2)) == nil)
    #expect(
      message(golden, try gateSuite(version: 3))
        == "golden/small/run.json: it is of version 2 of the suite, which has version 3; assay"
        + " bless accepts the new one")
  }

  @Test func noVersionAtAll() throws {
    let golden = Golden(detectors: [], run: ["format": 1])
    #expect(
      message(golden, try gateSuite())
        == "golden/small/run.json: it is of version none of the suite, which has version 1; assay"
        + " bless accepts the new one")
  }

  @Test func anUnknownMetric() throws {
    #expect(
      message(.sample([.sample("a", "roc-auc", 1), .sample("a", "rok-auc", 1)]), try gateSuite())
        == "golden/small/a.csv:3: no metric is named \"rok-auc\"")
  }

  /// The suite has two seeds, so one case moves a mean by one half; detector b has one seed.
  @Test(arguments: [
    ("a", 1e-9, nil), ("a", 0, nil), ("a", 0.5, nil), ("a", 3, nil), ("a", 0.49, "0.5"),
    ("a", 2e-9, "0.5"), ("b", 1, nil), ("b", 0.5, "1"), ("oracle", 0.5, nil),
  ])
  func aToleranceFinerThanOneCase(detector: String, tolerance: Double, least: String?) throws {
    let golden = Golden.sample([
      .sample(detector, "roc-auc", 0.5, Tolerance(absolute: tolerance)),
      .sample(detector, "detected", 3, Tolerance(absolute: tolerance)),
    ])
    let expected = least.map {
      "golden/small/\(detector).csv:3: the tolerance \(tolerance) of detected is finer than one"
        + " case; make it exact (1e-9) or at least \($0)"
    }
    #expect(message(golden, try gateSuite()) == expected)
  }

  @Test func otherDataThanTheGoldenValuesWereMadeFrom() throws {
    let suite = try gateSuite()
    let plan = try Made.plan(suite: suite, dataSet: Made.dataSet(identity: "0123456789abcdef"))
    func check(_ identity: String) throws(GoldenError) {
      try Golden.sample([.sample("a", "roc-auc", 1)], identity: identity)
        .check(dataOf: plan, folder: "golden/small")
    }
    try check("0123456789abcdef")
    let error = #expect(throws: GoldenError.self) { try check("fedcba9876543210") }
    #expect(
      error?.description
        == "golden/small/run.json: data set pumps has other content than the golden values were"
        + " made from (0123456789ab…, not fedcba987654…); assay bless accepts it")
    try Golden(detectors: [], run: ["format": 1]).check(dataOf: plan, folder: "golden/small")
  }
}
