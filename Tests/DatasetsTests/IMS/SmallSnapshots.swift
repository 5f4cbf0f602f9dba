import Archives
import TestSupport

@testable import Datasets

/// Snapshots of noise in the form of the published ones, and tests of which few make a whole.
enum SmallSnapshots {
  static let names1 = ["2003.10.22.12.06.24", "2003.10.22.12.09.13"]
  static let names2 = ["2004.02.12.10.32.39", "2004.02.12.10.42.39", "2004.02.12.10.52.39"]

  /// The first two tests, two and three snapshots long, and the third, which is never whole.
  static let benchmark = [
    test(of: IMS.benchmark[0], names1), test(of: IMS.benchmark[1], names2), IMS.benchmark[2],
  ]

  private static func test(of published: IMS.Test, _ names: [String]) -> IMS.Test {
    IMS.Test(
      subset: published.subset, snapshots: names.count, bearings: published.bearings,
      failed: published.failed, namesDigest: digest(names))
  }

  private static func digest(_ names: [String]) -> String {
    SHA256.digest(of: names.map { $0 + "\n" }.joined())
  }

  /// The members of both tests, whole and in the order of time; the key of a snapshot is its place.
  static let members: [(name: String, text: String)] =
    names1.enumerated().map { ("1st_test/\($1)", SnapshotText.text(columns: 8, key: $0)) }
    + names2.enumerated().map {
      ("2nd_test/\($1)", SnapshotText.text(columns: 4, key: $0, lineEnd: "\n"))
    }

  /// Reads the basic features of the first two tests, whatever there is of them.
  static func read(
    _ path: String, subsets: [String] = ["1", "2"], demand: IMS.Demand = .whatever, width: Int = 2
  ) throws -> IMS.RawReading {
    try IMS.readRaw(
      path, benchmark, subsets: subsets,
      computation: IMS.SnapshotFeatures(IMS.Feature.basic, samplingRate: IMS.samplingRate),
      demand: demand, width: width)
  }
}
