import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite(.enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"))
struct IMSInspectionTests {
  @Test func theArchiveAsDistributed() throws {
    let inspection = try Inspection(ofArchiveAt: SharedData.file("data/ims/4. Bearings.zip"))
    #expect(inspection.layers.map(\.format) == ["zip", "7z", "rar", "rar", "rar"])
    #expect(
      inspection.layers.map { $0.path.components(separatedBy: " › ").count } == [1, 1, 2, 2, 2])
    #expect(inspection.damage.isEmpty)
    #expect(inspection.members.count == 59)
    #expect(inspection.dataSets.map(\.subset) == ["1", "2", "3"])
    #expect(inspection.dataSets.map(\.isComplete) == [false, false, false])
    let parts = inspection.dataSets.flatMap(\.parts)
    #expect(parts.map(\.rows) == [50, 4, 4])
    #expect(parts.map(\.channels) == [8, 4, 4])
    #expect(parts.map(\.first).first == "2003.10.22.12.06.24")
    #expect(parts[1].lastTime == 163.83333333333334)
    #expect(
      inspection.missing.map { $0.prefix(45) } == [
        "1st_test lacks 2106 of its 2156 snapshots: af",
        "2nd_test lacks 980 of its 984 snapshots: betw",
        "3rd_test lacks 6320 of its 6324 snapshots: be",
      ])
  }

  /// Pauses of more than a quarter of an hour: 24 in test 1, 4 in test 3.
  @Test func tablesOfFeatures() throws {
    let inspection = try Inspection(ofArchiveAt: SharedData.file("data/ims/ims-features.zip"))
    let parts = inspection.dataSets.flatMap(\.parts)
    #expect(inspection.dataSets.map(\.source) == ["ims-features", "ims-features", "ims-features"])
    #expect(parts.map(\.rows) == [2156, 984, 6324])
    #expect(parts.map(\.gaps) == [24, 0, 4])
    #expect(inspection.dataSets.map(\.isComplete) == [true, true, true])
    #expect(inspection.missing.isEmpty && inspection.damage.isEmpty)
  }

  /// A run refuses it, so an inspection must not call it complete.
  @Test func aTableThatStandsThereTwice() throws {
    let folder = try TemporaryDirectory()
    let head = "snapshot,bearing,channel," + IMS.Feature.basic.map(\.name).joined(separator: ",")
    let rows = (1...4).map { "2004.02.12.10.32.39,\($0),\($0),0,1,2,3,4,5" }
    let text = ([head] + rows).joined(separator: "\n")
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("a/2nd_test.csv", text), ("b/2nd_test.csv", text)]), to: "t.zip")
    let inspection = try Inspection(ofArchiveAt: path)
    #expect(
      inspection.damage == ["\(path) › b/2nd_test.csv: there is a second 2nd_test.csv"])
    #expect(inspection.dataSets.map(\.isComplete) == [false])
  }
}
