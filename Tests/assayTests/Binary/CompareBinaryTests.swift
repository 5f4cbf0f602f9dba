import Harness
import JSON
import TestSupport
import Testing

/// Two records of the tiny suite, compared by the built program.
struct CompareBinaryTests {
  private let tiny: TinySuite

  init() throws {
    tiny = try TinySuite(detectors: ["{ id: mine, kind: max-z }"])
    #expect(try tiny.assay("run tiny.yaml -q --out a").exitCode == 0)
  }

  @Test func theSameRecordTwice() throws {
    let compare = try tiny.assay("compare a a")
    #expect(compare.exitCode == 0)
    #expect(
      compare.standardOutput.hasPrefix("78 values compared, 0 worse (0 beyond luck), 0 better"),
      "\(compare.standardOutput)")
  }

  @Test func anotherDetectorUnderTheSameName() throws {
    try tiny.write(detectors: ["{ id: mine, kind: channel, channels: [pressure] }"])
    #expect(try tiny.assay("run tiny.yaml -q --out b").exitCode == 0)
    let compare = try tiny.assay("compare a b")
    #expect(compare.exitCode == 0)
    #expect(compare.standardOutput.contains("worse  pumps mine roc-auc\n"))
    #expect(compare.standardOutput.contains("units differ: pump-"))
    #expect(!compare.standardOutput.contains("pumps random"), "no control has changed")
    let json = try tiny.json("compare a b --json")
    #expect(json["compared"] == 78)
    let differences = try #require(json["differences"]?.elements)
    #expect(differences.allSatisfy { $0["detector"] == "mine" })
    let flags = differences.compactMap { $0["worse"]?.bool }
    #expect(flags == flags.sorted { $0 && !$1 }, "worse ones come first")
  }

  @Test func recordsThatCannotBePaired() throws {
    try tiny.replace("name: tiny", with: "name: other", in: "tiny.yaml")
    #expect(try tiny.assay("run tiny.yaml -q --out b").exitCode == 0)
    let compare = try tiny.assay("compare a b")
    #expect(compare.exitCode == 2)
    #expect(
      compare.standardError
        == "assay: a, b: these are records of different suites, tiny and other\n")
    let missing = try tiny.assay("compare a nowhere")
    #expect(missing.exitCode == 2)
    #expect(
      missing.standardError
        == "assay: nowhere/run.json: there is no such file; is nowhere a record?\n")
    try tiny.folder.remove("a/replicates.bin")
    let part = try tiny.assay("compare a a")
    #expect(part.exitCode == 2)
    #expect(part.standardError == "assay: a/replicates.bin: there is no such file\n")
  }
}
