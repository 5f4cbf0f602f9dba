import Harness
import JSON
import TestSupport
import Testing

/// The gate of a tiny suite: golden values made, met, edited and lost.
struct GateBinaryTests {
  private let tiny: TinySuite
  private static let goldens = "golden/tiny"

  /// A suite with golden values.
  init() throws {
    tiny = try TinySuite()
    let bless = try tiny.assay("bless tiny.yaml --reason first")
    #expect(bless.exitCode == 0)
    #expect(bless.standardOutput == "Golden: golden/tiny · 7 detectors, 70 values\n")
  }

  /// A gated line of a golden file, as dataset, detector, seed, scope and metric.
  private static let line = "pumps,max-z,mean,all,false-positive-rate,"

  private func goldenValue() throws -> String {
    let line = try #require(
      try tiny.lines(of: "\(Self.goldens)/max-z.csv", startingWith: Self.line).first)
    return String(line.split(separator: ",")[5])
  }

  @Test func greenOnItsOwnGoldenValues() throws {
    let check = try tiny.assay("check tiny.yaml --strict")
    #expect(check.exitCode == 0)
    #expect(
      check.standardOutput
        == "gate green: 70 values against golden/tiny, all as they were\n")
    #expect(try tiny.assay("check tiny.yaml -q").standardOutput == "")
    let json = try tiny.json("check tiny.yaml --json --only max-z")
    #expect(json["passes"] == true)
    #expect(json["compared"] == 60)
    #expect(json["findings"] == [])
  }

  @Test func aRowWithoutGoldenValueIsReported() throws {
    let value = try goldenValue()
    try tiny.replace("\(Self.line)\(value),1e-09,0\n", with: "", in: "\(Self.goldens)/max-z.csv")
    let check = try tiny.assay("check tiny.yaml")
    #expect(check.exitCode == 0)
    #expect(
      check.standardOutput == """
        note pumps max-z false-positive-rate: new, – → \(value) (no golden value)
        gate green: 69 values against golden/tiny, 1 new

        """)
    let strict = try tiny.assay("check tiny.yaml --strict")
    #expect(strict.exitCode == 1)
    #expect(strict.standardOutput.hasPrefix("red  pumps max-z false-positive-rate: new, "))
  }

  @Test func aGoldenRowThatTheRunDoesNotHave() throws {
    let line = "pumps,max-z,mean,phase=idle,false-positive-rate,0.5,1e-09,0\n"
    try tiny.replace(Self.line, with: line + Self.line, in: "\(Self.goldens)/max-z.csv")
    let check = try tiny.assay("check tiny.yaml -q")
    #expect(check.exitCode == 1)
    #expect(
      check.standardOutput == """
        red  pumps max-z phase=idle false-positive-rate: missing, 0.5 → – (the run has no such row)
        gate red: 71 values against golden/tiny, 1 missing

        """)
    #expect(try tiny.assay("check tiny.yaml --only mean-z").exitCode == 0)
  }

  @Test func anEditedGoldenValueIsTold() throws {
    let value = try goldenValue()
    try tiny.replace(Self.line + value, with: Self.line + "0", in: "\(Self.goldens)/max-z.csv")
    let check = try tiny.assay("check tiny.yaml")
    #expect(check.exitCode == 1)
    #expect(
      check.standardOutput == """
        red  pumps max-z false-positive-rate: worse, 0 → \(value)
               No unit differs: the golden value was edited, or the metric's definition
               changed.
        gate red: 70 values against golden/tiny, 1 worse

        """)
  }

  @Test func aGoldenValueThatIsNoNumberStopsTheCheck() throws {
    let value = try goldenValue()
    try tiny.replace(Self.line + value, with: Self.line + "nan", in: "\(Self.goldens)/max-z.csv")
    let check = try tiny.assay("check tiny.yaml")
    #expect(check.exitCode == 2)
    #expect(check.standardOutput == "")
    #expect(
      check.standardError == "assay: golden/tiny/max-z.csv:2: \"nan\" is not a finite number\n")
  }

  @Test func aDetectorThatFailsHasItsRowsMissing() throws {
    try tiny.write(detectors: ["{ id: max-z, kind: max-z }", TinySuite.failing("mean-z")])
    let check = try tiny.assay("check tiny.yaml --only mean-z")
    #expect(check.exitCode == 1)
    #expect(
      check.standardOutput.hasPrefix("red  pumps mean-z seed 1: refused, the autoregressive"))
    #expect(check.standardOutput.contains("\nred  pumps mean-z average-precision: missing, "))
  }

  @Test func anotherRecordInPlaceOfGoldenValues() throws {
    let run = try tiny.assay("check tiny.yaml --against results/tiny --golden nowhere --out other")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput == "gate green: 70 values against results/tiny, all as they were\n")
    let missing = try tiny.assay("check tiny.yaml --against nowhere")
    #expect(missing.exitCode == 2)
    #expect(
      missing.standardError
        == "assay: nowhere/run.json: there is no such file; is nowhere a record?\n")
  }

  @Test func aLostGoldenFileStopsTheCheck() throws {
    try tiny.folder.remove("\(Self.goldens)/max-z.csv")
    let check = try tiny.assay("check tiny.yaml")
    #expect(check.exitCode == 2)
    #expect(
      check.standardError
        == "assay: golden/tiny/max-z.csv: there is no such file, though run.json says it was"
        + " blessed\n")
  }

  @Test func aRecordOfAPartIsNoReference() throws {
    #expect(try tiny.assay("run tiny.yaml -q --only max-z --out part").exitCode == 0)
    let check = try tiny.assay("check tiny.yaml --against part")
    #expect(check.exitCode == 2)
    #expect(
      check.standardError
        == "assay: part is a record of a part, --only max-z, and no reference\n")
  }

  @Test func blessingKeepsWhatStandsBesideTheGoldenFiles() throws {
    try tiny.folder.write("why".utf8, to: "\(Self.goldens)/README.md")
    #expect(try tiny.assay("bless tiny.yaml --reason again").exitCode == 0)
    #expect(try tiny.folder.text(of: "\(Self.goldens)/README.md") == "why")
  }

  @Test func blessingIsForPeople() throws {
    let before = try tiny.folder.text(of: "\(Self.goldens)/run.json")
    #expect(try tiny.assay("run tiny.yaml -q --only max-z --out part").exitCode == 0)
    for (line, setting, message) in [
      (
        "bless tiny.yaml --reason x", ["CI=true"],
        "bless is refused in continuous integration, where CI is set"
      ),
      ("bless tiny.yaml", [], "bless needs --reason TEXT: why the values are accepted"),
      (
        "bless tiny.yaml --reason x --only max-z", [],
        "bless has no option --only; see assay bless --help"
      ),
      (
        "bless tiny.yaml --reason x --from part", [],
        "part is a record of a part, --only max-z; bless takes whole suites"
      ),
    ] {
      let run = try tiny.assay(line, setting: setting)
      #expect(run.exitCode == 2)
      #expect(run.standardError == "assay: \(message)\n")
    }
    #expect(try tiny.folder.text(of: "\(Self.goldens)/run.json") == before)
  }

  @Test func aStoredRecordIsBlessedIfItIsOfTheSuite() throws {
    let second = try tiny.assay("bless tiny.yaml --reason second --from results/tiny")
    #expect(second.exitCode == 0)
    let run = try tiny.folder.text(of: "\(Self.goldens)/run.json")
    #expect(run.contains("\"first\"") && run.contains("\"second\""))
    try tiny.replace("pumps: 10", with: "pumps: 11", in: "tiny.yaml")
    let other = try tiny.assay("bless tiny.yaml --reason third --from results/tiny")
    #expect(other.exitCode == 2)
    #expect(
      other.standardError == "assay: results/tiny is no record of tiny.yaml as it stands\n")
  }

  @Test func whatACheckWouldRefuseIsNotBlessed() throws {
    let gate = "\ngate: { metrics: [detected], tolerance: { default: { relative: 0.001 } } }"
    let before = try tiny.folder.text(of: "\(Self.goldens)/run.json")
    try tiny.folder.write((tiny.folder.text(of: "tiny.yaml") + gate).utf8, to: "tiny.yaml")
    let run = try tiny.assay("bless tiny.yaml --reason loose")
    #expect(run.exitCode == 2)
    #expect(run.standardError.hasPrefix("assay: golden/tiny/max-z.csv:2: the tolerance 0.0"))
    #expect(
      run.standardError.hasSuffix(
        " of detected is finer than one case; make it exact (1e-9) or at least 0.5\n"))
    #expect(try tiny.folder.text(of: "\(Self.goldens)/run.json") == before)
  }
}
