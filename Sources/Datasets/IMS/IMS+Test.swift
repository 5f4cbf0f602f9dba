extension IMS {
  /// One test of the benchmark: what its files hold, and how its bearings ended.
  public struct Test: Sendable, Equatable {
    /// The number of the test, as a suite names it.
    public let subset: String
    /// The number of snapshots; an archive with fewer is incomplete.
    public let snapshots: Int
    /// The bearing of every channel, both counted from 1.
    public let bearings: [Int]
    /// The bearings that failed, at the last snapshot of the running rig; the others are censored.
    let failed: [Int]
    /// SHA-256 of the snapshots' names in order, each ended by a line feed.
    let namesDigest: String

    /// The number of columns of a snapshot's file.
    public var channels: Int { bearings.count }
  }

  /// The counts of the files; the readme inside says 4448 for test 3, and the files are right.
  public static let benchmark = [
    Test(
      subset: "1", snapshots: 2156, bearings: [1, 1, 2, 2, 3, 3, 4, 4], failed: [3, 4],
      namesDigest: "ce15a9fc4b0a4ebb7ef0e3684e570774e66357b13824055a891bddc92217dba3"),
    Test(
      subset: "2", snapshots: 984, bearings: [1, 2, 3, 4], failed: [1],
      namesDigest: "d779da7a97bc82cff1ac481da32948c17553bd10eb2ad9af71f688d8c3ae6f30"),
    Test(
      subset: "3", snapshots: 6324, bearings: [1, 2, 3, 4], failed: [3],
      namesDigest: "128a17b8a111e4e638015846c615f1cf3aa77bcab40e06336121c89284e71c0e"),
  ]
}
