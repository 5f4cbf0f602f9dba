import Detectors
import Testing

@testable import Harness

/// Hyper-parameters that are lists of numbers, which a detector finds itself where none are given.
struct ParameterListTests {
  private func values(_ settings: String) throws -> ParameterValues {
    let text =
      "name: small\nversion: 1\ndatasets:\n  - { id: pumps, source: simulator }\ndetectors:\n"
      + "  - { id: a, kind: arima\(settings) }\n"
    let suite = try Suite.decode(
      Array(text.utf8), file: "s.yaml", knownMetrics: [],
      knownKinds: DetectorCatalog.kinds.map(\.name))
    return try ParameterValues(
      suite.detectors[0], kind: try #require(DetectorCatalog.kind(named: "arima")),
      channels: .any, suite: suite.detectors)
  }

  @Test func listsAreReadOrLeftToTheFit() throws {
    let given = try values(", ar: [0.5, -2e-1]")
    #expect(given["ar"] == .optionalNumbers([0.5, -0.2]))
    #expect(given["ma"] == .optionalNumbers(nil))
  }

  private static let refused = [
    (", ar: 0.5", "s.yaml:6:31: detectors[0].ar: expected a list, found 0.5"),
    (", ar: []", "s.yaml:6:31: detectors[0].ar: the list is empty"),
    (", ar: [0.5, x]", "s.yaml:6:37: detectors[0].ar[1]: expected a number, found \"x\""),
    (
      ", ma: [0, 0, 0, 0, 0, 0]",
      "s.yaml:6:31: detectors[0].ma: expected at most 5 numbers; there are 6"
    ),
  ]

  @Test(arguments: refused)
  private func whatIsRefused(_ settings: String, _ message: String) {
    #expect {
      _ = try values(settings)
    } throws: { error in
      "\(error)" == message
    }
  }
}
