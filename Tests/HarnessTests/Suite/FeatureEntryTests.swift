import Preparation
import Testing

@testable import Harness

private let kind = "kind: max-z"

/// What a suite says of features.
struct FeatureEntryTests {
  private func rule(_ text: String) throws -> FeatureRule? {
    try Known.suite(smallest.replacing(kind, with: "\(kind), features: \(text)"))
      .detectors[0].features
  }

  @Test func defaultsAreThoseOfTheReference() throws {
    #expect(try rule("{}") == FeatureRule(window: 5, kinds: [.value, .mean, .sd, .slope, .delta]))
    #expect(
      try rule("{ window: 30, of: [max, count] }")
        == FeatureRule(window: 30, kinds: [.max, .count]))
    #expect(try Known.suite(smallest).detectors[0].features == nil)
  }

  @Test(arguments: [
    Refusal(
      kind, kind + ", features: 5",
      "s.yaml:6:37: detectors[0].features: expected a mapping, found 5"),
    Refusal(
      kind, kind + ", features: { window: 1 }",
      "s.yaml:6:47: detectors[0].features.window: expected an integer from 2 through 1000, found 1"),
    Refusal(
      kind, kind + ", features: { of: [means] }",
      "s.yaml:6:44: detectors[0].features.of[0]: expected value, mean, sd, slope, delta, min, max,"
        + " count or difference, found \"means\"; did you mean \"mean\"?"),
    Refusal(
      kind, kind + ", features: { of: [sd, sd] }",
      "s.yaml:6:48: detectors[0].features.of[1]: stands in the list twice"),
    Refusal(
      kind, kind + ", features: { of: [] }",
      "s.yaml:6:43: detectors[0].features.of: the list is empty"),
    Refusal(
      kind, kind + ", features: { width: 5 }",
      "s.yaml:6:39: detectors[0].features.width: unknown key; the keys here are window, of"),
  ])
  func refused(_ refusal: Refusal) { refusal.check() }
}
