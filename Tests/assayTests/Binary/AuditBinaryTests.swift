import Harness
import JSON
import TestSupport
import Testing

/// Audits of a tiny suite by the built program.
struct AuditBinaryTests {
  @Test func honestDetectorsPassAndNothingIsWritten() throws {
    let tiny = try TinySuite()
    let run = try tiny.assay("audit tiny.yaml --jobs 2")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(run.standardOutput.hasPrefix("pumps · audit\ndetector"))
    // Seven deterministic detectors and two seeds of random; the oracle is exempt.
    #expect(run.standardOutput.hasSuffix("\n\n7 cells audited, 0 failed\n"))
    for line in run.standardOutput.split(separator: "\n") { #expect(line.count <= 80) }
    for rule in AuditRule.allCases { #expect(run.standardOutput.contains("  \(rule.rawValue)")) }
    let rows = run.standardOutput.split(separator: "\n").filter { $0.hasPrefix("max-z ") }
    #expect(rows.joined().filter { $0 == "✓" }.count == AuditRule.allCases.count)
    #expect(!run.standardOutput.contains("✗"))
    #expect(try tiny.assay("audit tiny.yaml --quiet").standardOutput == "")
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }

  /// A suite with a program that scores every row by how many rows it is shown at once.
  private func countingSuite() throws -> TinySuite {
    let tiny = try TinySuite(
      detectors: [
        "{ id: flow, kind: external, command: [perl, counts.pl] }", "{ id: max-z, kind: max-z }",
      ])
    let program = PerlProgram.text("$on{score} = sub { scores((key('rows')) x key('rows')) };")
    try tiny.folder.write(program.utf8, to: "counts.pl")
    return tiny
  }

  private static let sentences = [
    "length: unit pump-01, row 1: 2000 becomes 2500 when the last 500 rows are repeated",
    "future-truncated: unit pump-01, row 1: 2880 becomes 2000 when the unit ends after row 2000",
    "batch: unit pump-01, row 1: 1 becomes 2000 where all rows are scored at once",
  ]

  @Test func brokenRulesAreNamed() throws {
    let tiny = try countingSuite()
    let run = try tiny.assay("audit tiny.yaml --only flow")
    let lines = Self.sentences.map { "pumps flow seed 1 \($0)\n" }
    #expect(run.exitCode == 1)
    #expect(
      run.standardOutput.contains("\n\n\(lines.joined())\n6 cells audited, 1 failed\n"))
    let rows = run.standardOutput.split(separator: "\n").filter { $0.hasPrefix("flow ") }
    #expect(
      rows.map { $0.split(separator: " ") } == [
        ["flow", "✓", "✓", "✓", "✓", "✓"], ["flow", "✗", "✗", "✗"],
      ])
    let quiet = try tiny.assay("audit tiny.yaml -q --only flow")
    #expect(quiet.exitCode == 1)
    #expect(quiet.standardOutput == "")
    #expect(quiet.standardError == lines.map { "assay: \($0)" }.joined())
    // Programs are offered the Python adapter, which is kept like parsed data.
    #expect(try tiny.folder.contents() == ["cache", "counts.pl", "tiny.yaml"])
  }

  @Test func aDetectorThatCannotBeFittedIsNoBrokenRule() throws {
    let tiny = try TinySuite(
      pumps: TinySuite.pumps.replacing("pumps: 10", with: "pumps: 1")
        + ", split: { kind: chronological, fit_rows: [0, 1] }",
      detectors: ["{ id: z, kind: max-z }"])
    let run = try tiny.assay("audit tiny.yaml -q")
    #expect(run.exitCode == 4)
    #expect(
      run.standardError.hasPrefix(
        "assay: pumps z seed 1 refused: no channel varies over the fit rows\n"))
  }

  @Test func verdictsForPrograms() throws {
    let json = try countingSuite().json("audit tiny.yaml --json --only flow")
    #expect(json["passes"] == false)
    let cells = try #require(json["cells"]?.elements)
    #expect(
      cells.map { "\($0["detector"]?.string ?? "") \($0["verdict"]?.string ?? "")" } == [
        "flow failed", "random passed", "random passed", "constant passed", "age passed",
        "raw passed", "oracle exempt",
      ])
    #expect(cells[1...2].map { $0["seed"]?.string } == ["1", "2"])
    let violations = try #require(cells[0]["violations"]?.elements)
    #expect(violations.map { $0["text"]?.string } == Self.sentences)
    #expect(violations.map { $0["rule"] } == ["length", "future-truncated", "batch"])
    #expect(violations.allSatisfy { $0["unit"] == "pump-01" && $0["row"] == 1 })
  }

  @Test(arguments: [
    ("audit", "audit needs SUITE: assay audit SUITE [options]"),
    ("audit none.yaml", "none.yaml: there is no such file"),
    (
      "audit tiny.yaml --only nothing",
      "--only nothing covers no cell of tiny, which has pumps, max-z, mean-z"
    ),
    ("audit tiny.yaml --force", "audit has no option --force; see assay audit --help"),
  ])
  func usage(line: String, message: String) throws {
    let run = try TinySuite().assay(line)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
  }

  @Test func missingData() throws {
    let tiny = try TinySuite(pumps: "source: cmapss, subset: FD001, split: units")
    let run = try tiny.assay("audit tiny.yaml --data here")
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    #expect(run.standardError.hasPrefix("assay: found no CMAPSSData.zip or "))
  }
}
