import External
import JSON
import Testing

@testable import Harness

private let kind = "kind: max-z"

/// Detectors of a suite that are programs, Python classes or files of scores.
struct ProgramEntryTests {
  /// The only detector of the smallest suite, with other keys in place of its kind.
  private func entry(
    _ text: String, limits: String = "", file: String = "suites/s.yaml"
  ) throws -> DetectorEntry {
    let suite = try Known.suite(smallest.replacing(kind, with: text) + limits, file: file)
    return try #require(suite.detectors.first)
  }

  private func program(_ text: String, limits: String = "") throws -> ProgramEntry {
    guard case .program(let program) = try entry(text, limits: limits).outside else {
      throw SuiteError(file: "s.yaml", reason: "this is no program")
    }
    return program
  }

  @Test func everyKeyOfAProgram() throws {
    let text = """
      kind: external, command: [python3, my.py, -n, 5, 0.10, yes], exclusive: true,
          parameters: { window: 30, names: [a, b], deep: { x: 1.5, y: null } }, seeds: [4],
          limits: { start: 500ms, fit: 2 h, score: 1.5min, memory: 500MB }
      """
    let program = try program(text)
    #expect(program.words == ["python3", "my.py", "-n", "5", "0.10", "yes"])
    #expect(program.folder == "suites/")
    #expect(
      program.parameters
        == ["window": 30, "names": ["a", "b"], "deep": ["x": 1.5, "y": nil]])
    #expect(program.limits == ProgramLimits(start: 0.5, fit: 7200, score: 90, memory: 500_000_000))
    #expect(program.isExclusive)
    let entry = try entry(text)
    #expect(entry.kind == "external")
    #expect(entry.seeds == [4])
    #expect(
      entry.json.compact.hasPrefix(
        #"{"id":"z","kind":"external","parameters":{"command":["python3","my.py","-n","5","0.10","#
          + #""yes"],"parameters":{"window":30,"names":["a","b"],"deep":{"x":1.5,"y":null}}},"#
          + #""alarm":{"#))
  }

  @Test func whatAProgramDoesNotSayHasDefaults() throws {
    let program = try program("kind: external, command: [./run]")
    #expect(program.words == ["./run"])
    #expect(program.parameters == .object([]))
    #expect(program.limits == ProgramLimits(start: 60, fit: 600, score: 600, memory: 2_000_000_000))
    #expect(!program.isExclusive)
    guard
      case .program(let beside) = try entry("kind: external, command: [a]", file: "s.yaml")
        .outside
    else { throw SuiteError(file: "s.yaml", reason: "this is no program") }
    #expect(beside.folder == ".")
  }

  @Test func theLimitsOfTheSuiteHoldUnlessADetectorHasItsOwn() throws {
    let limits = "\nlimits: { fit: 3min, memory: 1GB }"
    #expect(
      try program(
        "kind: external, command: [a], limits: { score: 4s, memory: 7MB }", limits: limits
      )
      .limits == ProgramLimits(start: 60, fit: 180, score: 4, memory: 7_000_000))
    let suite = try Known.suite(smallest + limits)
    #expect(
      suite.resolved["limits"]
        == ["start": "1min", "fit": "3min", "score": "10min", "memory": "1GB"])
  }

  @Test func everyKeyOfAPythonClass() throws {
    let program = try program(
      """
      kind: python, class: pyod.models.iforest:IForest, python: .venv/bin/python, window: 30,
          batch: false, method: score_samples, needs: lives, stochastic: true, path: [lib, ../more],
          n_estimators: 200, limits: { fit: 1h }, exclusive: true, parameters: { limits: 4 }
      """)
    #expect(
      program.words == [
        ".venv/bin/python", "-m", "assay_detector", "--class", "pyod.models.iforest:IForest",
        "--window", "30", "--row-by-row", "--method", "score_samples", "--needs", "lives",
        "--stochastic", "--path", "lib", "../more",
      ])
    #expect(program.parameters == ["limits": 4, "n_estimators": 200])
    #expect(program.limits.fit == 3600)
    #expect(program.isExclusive)
  }

  @Test func whatAPythonClassDoesNotSayHasDefaults() throws {
    let program = try program("kind: python, class: mine:Mine, path: lib")
    #expect(
      program.words
        == ["python3", "-m", "assay_detector", "--class", "mine:Mine", "--path", "lib"])
    #expect(program.parameters == .object([]))
    #expect(
      try self.program("kind: python, class: mine:Mine, batch: true, stochastic: false").words
        == ["python3", "-m", "assay_detector", "--class", "mine:Mine"])
  }

  @Test func aFileOfScores() throws {
    let entry = try entry("kind: scores, path: made/mine.csv")
    #expect(entry.outside == .scores(path: "made/mine.csv"))
    #expect(
      entry.json.compact.hasPrefix(
        #"{"id":"z","kind":"scores","parameters":{"path":"made/mine.csv"},"alarm":{"#))
  }

  @Test func limitsChangeNoResult() throws {
    #expect(
      try entry("kind: external, command: [a], limits: { fit: 1s }, exclusive: true")
        == entry("kind: external, command: [a]"))
    #expect(
      try entry("kind: external, command: [a], parameters: { a: 1 }")
        != entry("kind: external, command: [a]"))
    #expect(
      try entry("kind: external, command: [a, b]") != entry("kind: external, command: [a]"))
  }
}
