import Detectors
import Testing

@testable import Harness

/// What a suite says of the members of an ensemble.
struct EnsembleEntryTests {
  private func suite(_ members: String, others: [String] = []) throws -> Suite {
    let detectors =
      ["id: z, kind: max-z", "id: both, kind: ensemble, members: \(members)"]
      + ["id: mean, kind: mean-z"] + others
    let text =
      "name: small\nversion: 1\ndatasets:\n  - { id: pumps, source: simulator }\ndetectors:\n"
      + detectors.map { "  - { \($0) }\n" }.joined()
    return try Suite.decode(
      Array(text.utf8), file: "s.yaml", knownMetrics: [],
      knownKinds: DetectorCatalog.kinds.map(\.name))
  }

  private func values(_ members: String) throws -> [NamedDetector] {
    let suite = try suite(members)
    let values = try ParameterValues(
      suite.detectors[1], kind: try #require(DetectorCatalog.kind(named: "ensemble")),
      channels: .any, suite: suite.detectors)
    guard case .detectors(let members) = values["members"] else { return [] }
    return members
  }

  @Test func membersAreListedOrWeighted() throws {
    let listed = try values("[mean, z]")
    #expect(listed.map(\.id) == ["mean", "z"])
    #expect(listed.map(\.weight) == [1, 1])
    #expect(listed.map(\.kind.name) == ["mean-z", "max-z"])
    let weighted = try values("{ z: 0.5, mean: 2 }")
    #expect(weighted.map(\.id) == ["z", "mean"])
    #expect(weighted.map(\.weight) == [0.5, 2])
  }

  private static let refused: [(members: String, others: [String], message: String)] = [
    ("[z]", [], "s.yaml:7:42: detectors[1].members: an ensemble needs at least two members"),
    ("[z, z]", [], "s.yaml:7:46: detectors[1].members[1]: stands in the list twice"),
    (
      "[z, means]", [],
      "s.yaml:7:46: detectors[1].members[1]: no detector of the suite is named \"means\"; did you"
        + " mean \"mean\"?"
    ),
    (
      "[z, both]", [],
      "s.yaml:7:46: detectors[1].members[1]: both is an ensemble and cannot be a member"
    ),
    (
      "{ z: 1, mean: 0 }", [],
      "s.yaml:7:56: detectors[1].members.mean: expected a number above 0, found 0"
    ),
    (
      "[z, program]", ["id: program, kind: external, command: [a]"],
      "s.yaml:7:46: detectors[1].members[1]: program is no part of this program and cannot be a"
        + " member"
    ),
    (
      "[z, quartiles]", ["id: quartiles, kind: iqr"],
      "s.yaml:7:46: detectors[1].members[1]: quartiles learns from healthy rows in physical units,"
        + " but z from healthy rows; the members of an ensemble share their rows"
    ),
    (
      "[z, taught]", ["id: taught, kind: logistic-regression"],
      "s.yaml:7:46: detectors[1].members[1]: taught learns from labelled rows, but z from healthy"
        + " rows; the members of an ensemble share their rows"
    ),
    (
      "[z, rolling]", ["id: rolling, kind: max-z, features: {}"],
      "s.yaml:7:46: detectors[1].members[1]: rolling has other features than both; give both the"
        + " same"
    ),
  ]

  @Test(arguments: refused.indices)
  func whatIsRefused(index: Int) throws {
    let (members, others, message) = Self.refused[index]
    let error = #expect(throws: SuiteError.self) {
      try suite(members, others: others).checkParameters()
    }
    #expect(error?.description == message)
  }

  @Test func membersMustBeNamed() throws {
    let text = smallest.replacing("kind: max-z", with: "kind: ensemble")
    let suite = try Suite.decode(
      Array(text.utf8), file: "s.yaml", knownMetrics: [], knownKinds: ["ensemble"])
    let error = #expect(throws: SuiteError.self) { try suite.checkParameters() }
    #expect(error?.description == "s.yaml:6:5: detectors[0]: \"members\" is missing")
  }
}
