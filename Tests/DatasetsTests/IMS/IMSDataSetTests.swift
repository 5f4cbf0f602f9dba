import Archives
import Foundation
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

@Suite struct IMSDataSetTests {
  /// Two bearings, three channels; bearing 1 fails.
  static let small = IMS.Test(
    subset: "1", snapshots: 4, bearings: [1, 1, 2], failed: [1], namesDigest: "")

  static let names = [
    "2003.10.22.12.00.00", "2003.10.22.12.10.00", "2003.10.22.13.00.00", "2003.10.22.13.10.00",
  ]

  static func table(
    _ test: IMS.Test = small, names: [String] = names, sd: (Int, Int) -> Double = { _, _ in 0.1 }
  ) throws -> IMS.FeatureTable {
    let features: [IMS.Feature] = [.mean, .sd, .kurtosis]
    let snapshots = try names.map { try #require(IMS.Snapshot(name: $0)) }
    return IMS.FeatureTable(
      test: test, features: features, snapshots: snapshots,
      values: names.indices.flatMap { snapshot in
        (0..<test.channels).flatMap { channel in
          [Double(snapshot), sd(snapshot, channel), Double(100 * channel) + 1.234_567_89]
        }
      })
  }

  @Test func bearingsAreUnits() throws {
    // The rig stops after the third snapshot.
    let table = try Self.table { snapshot, _ in snapshot == 3 ? 0.019 : 0.1 }
    let set = try IMS.dataSet(table, features: [.sd, .kurtosis], containers: [])
    #expect(
      set.channels.map(\.id) == [
        "ch1.sd", "ch1.kurtosis", "ch2.sd", "ch2.kurtosis", "ch3.sd", "ch3.kurtosis",
      ])
    #expect(set.units.map(\.id) == ["1-bearing1", "1-bearing2"])
    #expect(set.timeUnit == .hour)
    #expect(set.units[0].times == [0, 1.0 / 6, 1, 7.0 / 6])
    #expect(set.units.map(\.channels) == [[0, 1, 2, 3], [4, 5]])
    #expect(set.units.map(\.ending) == [.failed(at: 1), .censored])
    #expect(set.units.map(\.neighbourFailure) == [nil, 1])
    #expect(set.units[1].isOff == [false, false, false, true])
    #expect(Array(set.units[0].values.row(0).prefix(4)) == [0.1, 1.23457, 0.1, 101.235])
    #expect(set.units[0].values.row(0).map(\.isNaN) == [false, false, false, false, true, true])
    #expect(set.units[1].values.row(0).map(\.isNaN) == [true, true, true, true, false, false])
    #expect(set.loadChannels == [0, 2, 4])
    #expect(set.rawChannels == [0, 4])
  }

  @Test func oneChannelAboveTheLimitIsARunningRig() throws {
    let table = try Self.table { _, channel in channel == 2 ? 0.02 : 0.001 }
    let set = try IMS.dataSet(table, features: [.sd], containers: [])
    #expect(set.units.map(\.isOff) == [nil, nil])
    #expect(set.units[0].ending == .failed(at: 7.0 / 6))
  }

  @Test func identityIsThatOfTheContent() throws {
    func identity(_ sd: @escaping (Int, Int) -> Double) throws -> String {
      try IMS.dataSet(Self.table(sd: sd), features: [.sd], containers: []).identity
    }
    let plain = try identity { _, _ in 0.1 }
    #expect(try identity { _, _ in 0.100_000_01 } == plain)
    #expect(try identity { $0 == 1 && $1 == 1 ? 0.2 : 0.1 } != plain)
    #expect(try identity { row, _ in row == 3 ? 0.019 : 0.1 } != plain)
  }

  @Test func aFeatureThatTheTableLacks() throws {
    let table = try Self.table()
    #expect(
      throws: DataSetError(
        Place(file: "t.zip"),
        "the tables of IMS test 1 have no column crest; extract them anew from the raw archive"
          + " with: assay data extract")
    ) {
      _ = try IMS.dataSet(
        table, features: [.crest], containers: [Container(name: "t.zip", sha256: "")])
    }
  }
}

@Suite struct IMSTableFileTests {
  private static let header = "snapshot,bearing,channel,mean,rms,sd,absmax,kurtosis,skewness"

  private func read(_ lines: [String]) throws -> IMS.FeatureTable {
    let folder = try TemporaryDirectory()
    let path = try folder.write(lines.joined(separator: "\r\n").utf8, to: "1st_test.csv")
    return try IMS.readTable(TableReader(path), IMSDataSetTests.small)
  }

  private static func withoutFolder(_ error: any Error) -> String {
    let text = "\(error)"
    return text.range(of: "1st_test.csv").map { String(text[$0.lowerBound...]) } ?? text
  }

  private func lines(_ snapshot: String) -> [String] {
    ["\(snapshot),1,1,0,1,2,3,4,5", "\(snapshot),1,2,0,1,2,3,4,5", "\(snapshot),2,3,0,1,2,3,4,6"]
  }

  @Test func rowsInAnyOrderAndFurtherColumns() throws {
    let rows = lines("2003.10.22.12.10.00") + lines("2003.10.22.12.00.00")
    let table = try read([Self.header + ",centroid,note"] + rows.reversed().map { $0 + ",7.5,x" })
    #expect(table.features == IMS.Feature.basic + [.centroid])
    #expect(table.snapshots.map(\.name) == ["2003.10.22.12.00.00", "2003.10.22.12.10.00"])
    #expect(Array(table.values[14..<21]) == [0, 1, 2, 3, 4, 6, 7.5])
  }

  @Test(
    arguments: [
      ([], "1st_test.csv: the table has no rows"),
      (
        ["2003.10.22.12.00.00,1,1,0,1,2,3,4,5"],
        "1st_test.csv: snapshot 2003.10.22.12.00.00 lacks channel 2"
      ),
      (
        ["2003.10.22.12.00.00,1,1,0,1,2,3,4,5", "2003.10.22.12.00.00,2,3,0,1,2,3,4,5"],
        "1st_test.csv:3: snapshot 2003.10.22.12.00.00 lacks channel 2"
      ),
      (
        ["2003.10.22.12.00.00,1,1,0,1,2,3,4,5", "2003.10.22.12.00.00,1,1,0,1,2,3,4,5"],
        "1st_test.csv:3: channel 1 of snapshot 2003.10.22.12.00.00 stands there twice"
      ),
      (
        ["2003.10.32.12.00.00,1,1,0,1,2,3,4,5"],
        "1st_test.csv:2:1: \"2003.10.32.12.00.00\" is no time of the form YYYY.MM.DD.HH.MM.SS"
      ),
      (
        ["2003.10.22.12.00.00,1,4,0,1,2,3,4,5"],
        "1st_test.csv:2:3: \"4\" is no channel from 1 through 3"
      ),
      (
        ["2003.10.22.12.00.00,2,2,0,1,2,3,4,5"],
        "1st_test.csv:2:2: \"2\" is no bearing of channel 2, which sits on 1"
      ),
      (["2003.10.22.12.00.00,1,1,0,1,x,3,4,5"], "1st_test.csv:2:6: \"x\" is no number"),
      (["2003.10.22.12.00.00,1,1,0,1,1e999,3,4,5"], "1st_test.csv:2:6: \"1e999\" is no number"),
      (["2003.10.22.12.00.00,1,1,0,1,2,3,4"], "1st_test.csv:2: 8 fields where 9 belong"),
    ] as [([String], String)])
  func damagedTables(rows: [String], message: String) {
    #expect {
      _ = try read([Self.header] + rows)
    } throws: {
      Self.withoutFolder($0) == message
    }
  }

  @Test func aMissingColumn() {
    #expect {
      _ = try read(["snapshot,bearing,channel,mean,rms,absmax,kurtosis,skewness"])
    } throws: {
      Self.withoutFolder($0) == "1st_test.csv:1: the table has no column sd"
    }
  }

  @Test(
    .enabled(if: SharedData.has("data/ims/ims-features.zip"), "\(SharedData.reason)"),
    arguments: [
      ("1", 2156, 827.5588888888889, 0), ("2", 984, 163.83333333333334, 2),
      ("3", 6324, 1073.2525, 1),
    ])
  func theThreeTests(subset: String, rows: Int, span: Double, off: Int) throws {
    let locator = ArchiveLocator(directories: [SharedData.file("data/ims")])
    let loaded = try IMS.Holdings(
      [IMS.Request(subset: subset, channels: nil)], locator: locator, tablesOnly: true, width: 1,
      cache: nil
    ).dataSet(IMS.Request(subset: subset, channels: nil))
    let set = loaded.dataSet
    #expect(set.units.map(\.id) == (1...4).map { "\(subset)-bearing\($0)" })
    #expect(set.units.allSatisfy { $0.rows == rows })
    #expect(set.units[0].times.last == span)
    #expect(set.units[0].isOff?.count { $0 } ?? 0 == off)
    #expect(set.channels.count == (subset == "1" ? 32 : 16))
    #expect(
      loaded.members.map(\.path) == [
        "\(["1": "1st", "2": "2nd", "3": "3rd"][subset] ?? "")_test.csv"
      ])
    let test = try #require(IMS.test(ofSubset: subset))
    let failed = set.units.indices.filter { set.units[$0].ending != .censored }
    #expect(failed.map { $0 + 1 } == test.failed)
  }
}
