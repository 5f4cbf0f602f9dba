import Harness
import JSON
import TestSupport
import Testing

/// Runs of a tiny suite by the built program.
struct RunBinaryTests {
  @Test func aSecondRunUsesTheStoredCells() throws {
    let tiny = try TinySuite()
    let first = try tiny.assay("run tiny.yaml")
    #expect(first.exitCode == 0)
    #expect(first.standardError == "")
    #expect(
      first.standardOutput.hasSuffix(
        "\nRecord: results/tiny · 8 cells, 0 of them stored before\n"))
    #expect(
      first.standardOutput.hasPrefix(
        "pumps · at one false-alarm rate, at most 10 of 1000 healthy rows\n"))
    for line in first.standardOutput.split(separator: "\n") { #expect(line.count <= 80) }
    let files = try tiny.pureText()
    let second = try tiny.assay("run tiny.yaml --jobs 1")
    #expect(
      second.standardOutput.hasSuffix(
        "\nRecord: results/tiny · 8 cells, 8 of them stored before\n"))
    #expect(try tiny.pureText() == files)
    #expect(try tiny.assay("run tiny.yaml --force -q -j 2").standardOutput == "")
    #expect(try tiny.pureText() == files)
  }

  @Test func aDamagedCellIsComputedAgain() throws {
    let tiny = try TinySuite()
    #expect(try tiny.json("run tiny.yaml --json")["reused"] == 0)
    let files = try tiny.pureText()
    let folder = "results/tiny/cells"
    let cells = try TemporaryDirectory.contents(of: tiny.folder.file(folder))
      .filter { $0.hasSuffix(".cell") }
    #expect(cells.count == 8)
    try tiny.folder.write("damaged".utf8, to: "\(folder)/\(cells[0])")
    try tiny.folder.remove("\(folder)/\(cells[1])")
    #expect(try tiny.json("run tiny.yaml --json")["reused"] == 6)
    #expect(try tiny.pureText() == files)
    #expect(try tiny.json("run tiny.yaml --json")["reused"] == 8)
  }

  @Test(.enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"))
  func parsedDataAreKeptUnlessToldNotTo() throws {
    let tiny = try TinySuite()
    let suite = """
      name: engines
      version: 1
      datasets: [{ id: FD001, source: cmapss, subset: FD001 }]
      detectors: [{ id: max-z, kind: max-z }]
      """
    try tiny.folder.write(suite.utf8, to: "engines.yaml")
    let line = "run engines.yaml --plan --data \(SharedData.file("data/cmapss"))"
    let parsed = try tiny.assay(line + " --no-cache")
    #expect(parsed.exitCode == 0)
    #expect(try !tiny.folder.contents().contains("cache"))
    for _ in 0..<2 {
      #expect(try tiny.assay(line).standardOutput == parsed.standardOutput)
      let kept = try TemporaryDirectory.contents(of: tiny.folder.file("cache/assay"))
      #expect(kept.filter { $0.hasPrefix("cmapss") } == ["cmapss-FD001-train-test.cache"])
    }
  }

  @Test func plans() throws {
    let tiny = try TinySuite()
    let cells = [
      "max-z", "mean-z", "random seed 1", "random seed 2", "constant", "age", "raw", "oracle",
    ]
    #expect(
      try tiny.assay("run tiny.yaml --plan").standardOutput
        == cells.map { "compute  pumps \($0)\n" }.joined()
        + "8 cells: 0 stored, 8 to compute, 0 without data\n")
    #expect(throws: (any Error).self) { try tiny.folder.text(of: "results/tiny/metrics.csv") }
    #expect(try tiny.assay("run tiny.yaml -q --only max-z").exitCode == 0)
    let stored = Set(cells).subtracting(["mean-z"])
    #expect(
      try tiny.assay("run tiny.yaml --plan").standardOutput
        == cells.map { "\(stored.contains($0) ? "stored " : "compute")  pumps \($0)\n" }.joined()
        + "8 cells: 7 stored, 1 to compute, 0 without data\n")
    let json = try tiny.json("run tiny.yaml --plan --json")
    #expect(json["cells"]?.elements?.map { $0["cell"]?.string } == cells.map { "pumps \($0)" })
    #expect(
      json["cells"]?.elements?.map { $0["stored"]?.bool } == cells.map { stored.contains($0) })
    #expect(json["missing"] == [])
  }

  @Test func summaryForPrograms() throws {
    let json = try TinySuite().json("run tiny.yaml --json --only mean-z --out here")
    #expect(json["suite"] == "tiny")
    #expect(json["record"] == "here")
    #expect(json["reused"] == 0)
    let cells = try #require(json["cells"]?.elements)
    #expect(
      cells.map { "\($0["detector"]?.string ?? "") \($0["seed"]?.string ?? "")" }
        == ["mean-z", "random", "constant", "age", "raw", "oracle"].flatMap {
          ["\($0) 1", "\($0) 2"]
        })
    #expect(cells.allSatisfy { $0["status"] == "ok" && $0["dataset"] == "pumps" })
  }

  @Test func scoresGoWithTheirRecordAndNothingElseDoes() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("run tiny.yaml -q --keep-scores").exitCode == 0)
    try tiny.folder.write("mine".utf8, to: "results/tiny/scores/notes.txt")
    #expect(try tiny.assay("run tiny.yaml -q").exitCode == 0)
    #expect(
      try TemporaryDirectory.contents(of: tiny.folder.file("results/tiny/scores"))
        == ["notes.txt"])
  }

  @Test func scoresAreKeptOnRequest() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("run tiny.yaml -q --keep-scores").exitCode == 0)
    let folder = "results/tiny/scores"
    #expect(
      try TemporaryDirectory.contents(of: tiny.folder.file("\(folder)/pumps/random"))
        == ["1.csv", "2.csv"])
    let lines = try tiny.folder.text(of: "\(folder)/pumps/max-z/1.csv").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.first == "unit,time,phase,label,score,threshold,alarm,severity,reason,top_channels")
    // Ten pumps of one evaluated day each, and the end of the last line.
    #expect(lines.count == 1 + 10 * 1440 + 1)
    let rows = lines.dropFirst().dropLast().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.allSatisfy { $0.count == 10 })
    #expect(rows.first?[0...3] == ["pump-01", "1440", "normal", "healthy"])
    #expect(Set(rows.map { $0[3] }) == ["healthy", "failing"])
    let alarmed = rows.filter { $0[6] == "1" }
    #expect(!alarmed.isEmpty)
    #expect(
      alarmed.allSatisfy { !$0[9].isEmpty && ["medium", "high", "critical"].contains($0[7]) })
    #expect(rows.filter { $0[6] == "0" }.allSatisfy { $0[9] == "" })
    let counted = try tiny.lines(
      of: "results/tiny/metrics.csv", startingWith: "pumps,max-z,mean,all,"
    )
    .compactMap { line -> Double? in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return ["true-positives", "false-positives"].contains(fields[4]) ? Double(fields[5]) : nil
    }
    #expect(counted.reduce(0, +) == Double(alarmed.count))
  }
}
