import Foundation
import TestSupport
import Testing

/// Skeletons in other languages as they are written, run by the built program.
@Suite(.enabled(if: NumPy.isThere, "there is no python3 with numpy"))
struct SkeletonBinaryTests {
  private let tiny: TinySuite

  /// Both skeletons, and the one in C compiled.
  init() throws {
    tiny = try TinySuite()
    for language in ["python", "c"] {
      let line = "new detector tried-by-\(language) --language \(language) -q"
      try #require(try tiny.assay(line).exitCode == 0)
    }
    try #require(
      try shell("cc -std=c11 -O2 -o tried-by-c tried-by-c.c").exitCode == 0)
  }

  private func shell(_ line: String) throws -> ProcessRun {
    try ProcessRun(
      URL(filePath: "/usr/bin/env"),
      [
        "ASSAY=\(ProcessRun.built("assay").path)", "XDG_CACHE_HOME=\(tiny.folder.file("cache"))",
        "sh", "-c", line,
      ], in: URL(filePath: tiny.folder.path))
  }

  @Test func bothKeepTheRulesForDetectors() throws {
    let python = try tiny.assay("try --python tried_by_python:TriedByPython level=0.9")
    #expect(python.exitCode == 0, "\(python.standardOutput)\(python.standardError)")
    let c = try shell("sh test-tried-by-c.sh")
    #expect(c.exitCode == 0, "\(c.standardOutput)\(c.standardError)")
  }

  /// Each suite is run as it is written, on fewer pumps.
  @Test(arguments: ["python", "c"])
  func suitesRunAsTheyAreWritten(language: String) throws {
    let suite = "tried-by-\(language).yaml"
    try tiny.replace(
      "source: simulator", with: "source: simulator\n    days: 2\n    pumps: 10", in: suite)
    let run = try tiny.assay("run \(suite) --out \(language)")
    #expect(run.exitCode == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("\ntried-by-\(language) "))
    #expect(
      try tiny.folder.text(of: "\(language)/cells.csv").contains(
        "\npumps,tried-by-\(language),1,ok,\n"))
  }

  /// The same rule gives the same numbers in both languages.
  @Test func bothScoreAlike() throws {
    try tiny.write(detectors: [
      "{ id: a, kind: python, class: \"tried_by_python:TriedByPython\", level: 0.9 }",
      "{ id: b, kind: external, command: [./tried-by-c], parameters: { level: 0.9 } }",
    ])
    #expect(try tiny.assay("run tiny.yaml --quiet").exitCode == 0)
    let metrics = "results/tiny/metrics.csv"
    let python = try tiny.lines(of: metrics, startingWith: "pumps,a,").map { $0.dropFirst(8) }
    let c = try tiny.lines(of: metrics, startingWith: "pumps,b,").map { $0.dropFirst(8) }
    #expect(python.count > 100)
    #expect(python == c)
  }
}
