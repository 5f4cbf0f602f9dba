import Archives
import TestSupport
import Testing

/// What the built program says and leaves behind when something is wrong.
struct FailureBinaryTests {
  @Test(arguments: [
    ("run tiny.yaml --frce", "run has no option --frce; did you mean \"--force\"?"),
    ("rnu tiny.yaml", "unknown command \"rnu\"; did you mean \"run\"?"),
    (
      "run tiny.yaml --only nothing",
      "--only nothing covers no cell of tiny, which has pumps, max-z, mean-z"
    ),
    (
      "run tiny.yaml --jobs 0",
      "--jobs takes an integer from 1 through 1024, not \"0\""
    ),
    (
      "check tiny.yaml",
      "golden/tiny/run.json: there is no golden of this suite; assay bless SUITE --reason TEXT"
        + " makes one"
    ),
    ("run none.yaml", "none.yaml: there is no such file"),
  ])
  func usage(line: String, message: String) throws {
    let tiny = try TinySuite()
    let run = try tiny.assay(line)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }

  @Test func aBadSuiteLeavesTheRecordAsItWas() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("run tiny.yaml -q").exitCode == 0)
    let before = try tiny.pureText() + [tiny.folder.text(of: "results/tiny/timings.csv")]
    for (pumps, message) in [
      (
        TinySuite.pumps.replacing("days", with: "dayz"),
        "tiny.yaml:4:44: datasets[0].dayz: unknown key; did you mean \"days\"?"
      ),
      (
        TinySuite.pumps.replacing("pumps: 10", with: "pumps: 0"), nil
      ),
      (
        TinySuite.pumps + ", channels: [vibraton]",
        "tiny.yaml:4:155: datasets[0].channels[0]: no channel is named \"vibraton\"; did you mean"
          + " \"vibration\"?"
      ),
    ] {
      try tiny.write(pumps: pumps)
      let run = try tiny.assay("run tiny.yaml")
      #expect(run.exitCode == 2)
      #expect(run.standardOutput == "")
      if let message { #expect(run.standardError == "assay: \(message)\n") }
    }
    #expect(try tiny.pureText() + [tiny.folder.text(of: "results/tiny/timings.csv")] == before)
  }

  @Test func theResultsOfTheOtherDetectorsStand() throws {
    let tiny = try TinySuite(
      detectors: [TinySuite.failing("flow"), "{ id: max-z, kind: max-z }"])
    let run = try tiny.assay("run tiny.yaml")
    let reason = TinySuite.refusal
    #expect(run.exitCode == 4)
    #expect(run.standardError == "assay: pumps flow seeds 1, 2 refused: \(reason)\n")
    #expect(run.standardOutput.contains(/\nflow +refused( +–)+\n/))
    #expect(
      try tiny.lines(of: "results/tiny/cells.csv", startingWith: "pumps,flow,")
        == [1, 2].map { "pumps,flow,\($0),refused,\"\(reason)\"" })
    for file in ["metrics.csv", "units.csv", "events.csv", "curves.csv", "timings.csv"] {
      let path = "results/tiny/\(file)"
      #expect(try tiny.lines(of: path, startingWith: "pumps,flow,").isEmpty)
      #expect(try !tiny.lines(of: path, startingWith: "pumps,max-z,").isEmpty)
    }
    let bless = try tiny.assay("bless tiny.yaml --reason none")
    #expect(bless.exitCode == 2)
    #expect(bless.standardError == "assay: golden/tiny: pumps flow ended as refused: \(reason)\n")
    // The failure is stored like any other output.
    #expect(try tiny.assay("run tiny.yaml --quiet").exitCode == 4)
  }

  @Test func aScoreThatIsNoNumberFailsItsCell() throws {
    let tiny = try TinySuite(detectors: [
      "{ id: flow, kind: external, command: [perl, infinite.pl] }"
    ])
    let program = PerlProgram.text(
      "$on{score} = sub { scores((9 ** 9 ** 9) x key('rows')) };")
    try tiny.folder.write(program.utf8, to: "infinite.pl")
    let run = try tiny.assay("run tiny.yaml --quiet")
    let reason = "score of unit pump-01: the score of row 1 is inf, no finite number"
    #expect(run.exitCode == 4)
    #expect(run.standardError == "assay: pumps flow seeds 1, 2 invalid-output: \(reason)\n")
    #expect(
      try tiny.lines(of: "results/tiny/cells.csv", startingWith: "pumps,flow,")
        == [1, 2].map { "pumps,flow,\($0),invalid-output,\"\(reason)\"" })
  }

  private static let engines = "source: cmapss, subset: FD001, split: units"

  @Test func aMissingArchiveIsNamedWithTheFoldersSearched() throws {
    let tiny = try TinySuite(pumps: Self.engines)
    let message =
      "found no CMAPSSData.zip or 6. Turbofan Engine Degradation Simulation Data Set.zip (searched:"
      + " here, there, data); download it from "
    let run = try tiny.assay("run tiny.yaml --data here", setting: ["ASSAY_DATA=there"])
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    #expect(run.standardError.hasPrefix("assay: " + message))
    #expect(
      run.standardError.hasSuffix(" into one of the folders, or name its folder with --data\n"))
    let plan = try tiny.assay("run tiny.yaml --plan --data here", setting: ["ASSAY_DATA=there"])
    #expect(plan.exitCode == 0)
    #expect(plan.standardOutput.hasPrefix("no data  pumps max-z\nno data  pumps mean-z\n"))
    #expect(plan.standardOutput.contains("\nmissing  pumps: " + message))
    #expect(
      plan.standardOutput.hasSuffix("\n7 cells: 0 stored, 0 to compute, 7 without data\n"))
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }

  @Test(
    .enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"),
    arguments: [
      ("0.0019", "x.0019", "line 2, column 3: \"x.0019\" stands where a number belongs"),
      ("1 2 ", "1 7 ", nil),
    ])
  func damagedData(old: String, new: String, reason: String?) throws {
    let tiny = try TinySuite(pumps: Self.engines)
    var lines = try Self.trainingLines()
    let line = lines[1].replacing(old, with: new, maxReplacements: 1)
    try #require(line != lines[1])
    lines[1] = line
    try tiny.folder.write(
      ArchiveWriter.bytes(texts: [("train_FD001.txt", lines.joined(separator: "\n"))]),
      to: "CMAPSSData.zip")
    let run = try tiny.assay("run tiny.yaml --data .")
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    let place = "assay: ./CMAPSSData.zip › train_FD001.txt, "
    #expect(run.standardError.hasPrefix(place))
    if let reason { #expect(run.standardError == "\(place)\(reason)\n") }
    #expect(try tiny.folder.contents() == ["CMAPSSData.zip", "tiny.yaml"])
  }

  /// The lines of the training engines of FD001, as published.
  private static func trainingLines() throws -> [String] {
    var bytes: [UInt8] = []
    try Archive.visitMembers(of: SharedData.file("data/cmapss/CMAPSSData.zip")) { member in
      guard member.fileName == "train_FD001.txt" else { return .proceed }
      _ = try member.read { piece in
        unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      }
      return .stop
    }
    return String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }
}
