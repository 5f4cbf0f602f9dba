import Archives
import Telemetry
import TestSupport
import Testing

@testable import Datasets
@testable import Harness

/// However the features came here, they are the same data: computed from the raw snapshots, read back
/// from a table that was extracted, or published by somebody else.
@Suite(.enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"))
struct IMSSameDataTests {
  private func identity(_ table: IMS.FeatureTable, _ features: [IMS.Feature]) throws -> String {
    try IMS.dataSet(table, features: features, containers: []).identity
  }

  @Test func rawExtractedAndPublished() throws {
    let folder = try TemporaryDirectory()
    let raw = try IMS.readRaw(
      SharedData.file("data/ims/4. Bearings.zip"), features: IMS.Feature.all, demand: .whatever,
      width: 2)
    #expect(raw.problems.isEmpty)
    #expect(raw.tables.map(\.snapshots.count) == [50, 4, 4])
    for table in raw.tables {
      try table.write(to: folder.path)
      let extracted = try IMS.readTable(of: table.test, from: folder.path).table
      #expect(extracted == table)
      let all = try identity(table, IMS.Feature.all)
      #expect(try identity(extracted, IMS.Feature.all) == all)
      #expect(all != (try identity(table, IMS.Feature.basic)))
      let published = try IMS.readTable(
        of: table.test, from: SharedData.file("data/ims/ims-features.zip")
      ).table.selecting(table.snapshots)
      #expect(
        try identity(published, IMS.Feature.basic) == identity(table, IMS.Feature.basic))
    }
  }
}

extension IMS.FeatureTable {
  /// The table of some of its snapshots.
  fileprivate func selecting(_ wanted: [IMS.Snapshot]) -> IMS.FeatureTable {
    let kept = snapshots.indices.filter { wanted.contains(snapshots[$0]) }
    let width = test.channels * features.count
    return IMS.FeatureTable(
      test: test, features: features, snapshots: kept.map { snapshots[$0] },
      values: kept.flatMap { values[$0 * width..<($0 + 1) * width] })
  }
}
