import Glibc
import JSON
import TestSupport
import Testing

/// What the built program says of detectors that are programs.
struct OutsideBinaryTests {
  @Test func aProgramThatFailsIsExitCodeFour() throws {
    let tiny = try TinySuite(detectors: [
      "{ id: dies, kind: external, command: [perl, dies.pl] }",
      "{ id: good, kind: external, command: [perl, good.pl] }",
      "{ id: kept, kind: scores, path: kept.csv }",
    ])
    try tiny.folder.write(PerlProgram.text().utf8, to: "good.pl")
    try tiny.folder.write(PerlProgram.text("$on{fit} = sub { exit 3 };").utf8, to: "dies.pl")
    let run = try tiny.assay("run tiny.yaml")
    #expect(run.exitCode == 4)
    #expect(
      run.standardError == """
        assay: pumps dies seeds 1, 2 crashed: fit: the program ended with exit code 3
        assay: pumps kept seeds 1, 2 invalid-output: ./kept.csv: there is no such file

        """)
    #expect(run.standardOutput.contains(/\ndies +crashed( +–)+\n/))
    #expect(run.standardOutput.contains(/\ngood +\d/))
    #expect(
      try tiny.lines(of: "results/tiny/cells.csv", startingWith: "pumps,dies,")
        == [1, 2].map { "pumps,dies,\($0),crashed,fit: the program ended with exit code 3" })
    #expect(try !tiny.lines(of: "results/tiny/metrics.csv", startingWith: "pumps,good,").isEmpty)
  }

  @Test func resultsOfAProgramThatIsMissingForOnceStay() throws {
    let tiny = try TinySuite(detectors: ["{ id: mine, kind: external, command: [./mine] }"])
    let program = tiny.folder.file("mine")
    try tiny.folder.write(("#!/usr/bin/perl\n" + PerlProgram.text()).utf8, to: "mine")
    try setMode(0o755, of: program)
    let cells = try #require(tiny.json("run tiny.yaml --json")["cells"]?.elements?.count)
    #expect(cells == 12)
    try setMode(0o644, of: program)
    let without = try tiny.assay("run tiny.yaml --quiet")
    #expect(without.exitCode == 4)
    #expect(
      without.standardError
        == "assay: pumps mine seeds 1, 2 refused: the program ./mine is not executable\n")
    try setMode(0o755, of: program)
    // Every cell: the program's, four of deterministic controls and two of random.
    #expect(try tiny.json("run tiny.yaml --json")["reused"]?.integer == 7)
  }

  private func setMode(_ mode: mode_t, of file: String) throws {
    let code = unsafe chmod(file, mode)
    try #require(code == 0)
  }

  @Test func theEndOfStandardErrorStandsUnderTheFailure() throws {
    let tiny = try TinySuite(detectors: ["{ id: dies, kind: external, command: [perl, dies.pl] }"])
    try tiny.folder.write(
      PerlProgram.text(
        "$on{fit} = sub { print STDERR map({ \"line $_\\n\" } 1..300), \"\\e[31mend\"; exit 3 };"
      ).utf8, to: "dies.pl")
    let run = try tiny.assay("run tiny.yaml --quiet")
    #expect(run.exitCode == 4)
    #expect(run.standardOutput == "")
    #expect(
      run.standardError
        == "assay: pumps dies seeds 1, 2 crashed: fit: the program ended with exit code 3\n"
        + (294...300).map { "    line \($0)\n" }.joined() + "    \u{FFFD}[31mend\n")
    let log = try tiny.folder.text(of: "results/tiny/logs/pumps/dies/1.txt")
    #expect(log == (1...300).map { "line \($0)\n" }.joined() + "\u{1B}[31mend")
  }

  @Test func aSuiteThatIsWrongIsExitCodeTwo() throws {
    let tiny = try TinySuite(detectors: [
      "{ id: mine, kind: external, command: [perl], limits: { fit: 10 minutes } }"
    ])
    let run = try tiny.assay("run tiny.yaml")
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(
      run.standardError
        == "assay: tiny.yaml:5:73: detectors[0].limits.fit: expected a time such as 90s, 10min or"
        + " 2h, found \"10 minutes\"\n")
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }
}
