import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// Where the bearing data are taken from.
@Suite(.enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"))
struct IMSHoldingsTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func holdings(_ subset: String, tablesOnly: Bool = false) -> IMS.Holdings {
    IMS.Holdings(
      [IMS.Request(subset: subset, channels: nil)],
      locator: ArchiveLocator(directories: [folder.path]), tablesOnly: tablesOnly, width: 2,
      cache: nil)
  }

  private func load(_ subset: String, tablesOnly: Bool = false) throws -> LoadedDataSet {
    try holdings(subset, tablesOnly: tablesOnly)
      .dataSet(IMS.Request(subset: subset, channels: nil))
  }

  private func link(_ name: String, as other: String? = nil) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(other ?? name),
      withDestinationPath: SharedData.file("data/ims/\(name)"))
  }

  /// The table of a test, unpacked.
  private func unpack(_ subset: String) throws {
    let table = try IMS.readTable(
      of: IMS.benchmark[1], from: SharedData.file("data/ims/ims-features.zip")
    ).table
    let lines = table.snapshots.indices.flatMap { row in
      (0..<4).map { channel in
        let values = table.features.indices.map { feature in
          "\(table.values[table.index(snapshot: row, channel: channel, feature: feature)])"
        }
        return "\(table.snapshots[row].name),\(channel + 1),\(channel + 1),"
          + values.joined(separator: ",")
      }
    }
    let head = "snapshot,bearing,channel," + table.features.map(\.name).joined(separator: ",")
    try folder.write(([head] + lines).joined(separator: "\n").utf8, to: "2nd_test.csv")
  }

  @Test func aTableMayStandAlone() throws {
    try unpack("2")
    let alone = try load("2")
    #expect(alone.dataSet.containers.map(\.name) == ["2nd_test.csv"])
    try FileManager.default.removeItem(atPath: folder.file("2nd_test.csv"))
    try link("ims-features.zip")
    #expect(try load("2", tablesOnly: true).dataSet.identity == alone.dataSet.identity)
  }

  @Test func aPartOfTheRawArchiveIsNotEnough() throws {
    try link("4. Bearings.zip")
    let error = #expect(throws: DataSetError.self) { try load("1") }
    #expect(
      error.map { "\($0)" }
        == "\(folder.file("4. Bearings.zip")): 1st_test lacks 2106 of its 2156 snapshots: after"
        + " 2003.10.22.16.44.13; a run needs all of them: download the whole archive from"
        + " https://phm-datasets.s3.amazonaws.com/NASA/4.+Bearings.zip")
    try link("ims-features.zip")
    let complete = holdings("1")
    #expect(
      complete.notes == [
        "\(folder.file("4. Bearings.zip")): 1st_test lacks 2106 of its 2156 snapshots: after"
          + " 2003.10.22.16.44.13; its features come from \(folder.file("ims-features.zip"))"
      ])
  }

  /// An empty folder under a name that is looked for does not hide the archive beside it.
  @Test func theNextPlaceIsLookedAtWhereOneFallsShort() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("IMS"), withIntermediateDirectories: true)
    try link("4. Bearings.zip", as: "IMS.zip")
    let error = #expect(throws: DataSetError.self) { try load("3") }
    #expect(error.map { "\($0)" }?.contains("IMS.zip: 3rd_test lacks 6320 of its 6324") == true)
  }

  @Test func damageIsAnErrorThoughThereAreTables() throws {
    var bytes = try Data(contentsOf: URL(filePath: SharedData.file("data/ims/4. Bearings.zip")))
    bytes[bytes.count / 2] ^= 0x55
    try bytes.write(to: URL(filePath: folder.file("4. Bearings.zip")))
    try link("ims-features.zip")
    #expect(throws: (any Error).self) { try load("2") }
  }

  @Test func nothingAtAllSaysWhatWasLookedFor() throws {
    let error = #expect(throws: DataSetError.self) { try load("2") }
    #expect(
      error.map { "\($0)" }
        == "found no 4. Bearings.zip or ims-features.zip (searched: \(folder.path)); download it from"
        + " https://phm-datasets.s3.amazonaws.com/NASA/4.+Bearings.zip into one of the folders, or"
        + " name its folder with --data")
  }
}
