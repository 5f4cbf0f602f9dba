import Testing

@testable import Harness

struct SuiteSyntaxTests {
  @Test(arguments: [
    Refusal.appending("name: again", "s.yaml:7:1: name: the key stands twice, first in line 1"),
    Refusal.appending(
      "seeds: &s [1]",
      "s.yaml:7:8: seeds: anchors are not supported; write the value out where it is used"),
    Refusal.appending(
      "seeds: *s", "s.yaml:7:8: seeds: aliases are not supported; write the value out"),
    Refusal.appending(
      "seeds: !!set [1]", "s.yaml:7:8: seeds: tags are not supported; write the plain value"),
    Refusal.appending("? [a]\n: 1", "s.yaml:7:3: a key must be a text, not a list or mapping"),
    Refusal.appending("---\nname: other", "s.yaml:7:1: a suite is one YAML document, not several"),
    Refusal.appending("seeds: [1", "s.yaml:8:1: not YAML: did not find expected ',' or ']'"),
    Refusal.appending("\tseeds: [1]", "s.yaml:7:1: a tab cannot indent in YAML; use blanks"),
    Refusal.appending(
      "seeds: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
      "s.yaml:7:72: seeds" + String(repeating: "[0]", count: 64)
        + ": nested more than 64 levels deep"),
  ])
  func syntax(_ refusal: Refusal) { refusal.check() }

  @Test(arguments: ["", "# nothing\n", "---\n...\n"])
  func empty(text: String) {
    let error = #expect(throws: SuiteError.self) { try Known.suite(text) }
    let message =
      text.hasPrefix("---")
      ? "s.yaml:2:1: expected a mapping, found nothing"
      : "s.yaml: the file is empty; a suite states name, version, datasets and detectors"
    #expect(error?.description == message)
  }

  @Test func bytesThatAreNoUTF8AreRefused() {
    let error = #expect(throws: SuiteError.self) {
      try Suite.decode(
        Array("name: a\nversion: ".utf8) + [0xFF], file: "s.yaml", knownMetrics: [],
        knownKinds: [])
    }
    #expect(error?.description == "s.yaml:2:10: not YAML: invalid leading UTF-8 octet")
  }
}
