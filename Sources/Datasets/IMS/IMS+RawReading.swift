public import Archives
public import Telemetry

extension IMS {
  /// What an archive or a folder holds of the raw snapshots.
  public struct RawReading: Sendable {
    /// The features of the snapshots of every test of which there is one, in the order of the tests.
    public let tables: [FeatureTable]
    /// The file that was read.
    public let container: Container
    /// The snapshots that were read to their ends, in stored order.
    public let members: [MemberRecord]
    /// What is wrong: errors of archives and data sets, in stored order.
    public let problems: [any Error]
  }

  /// What a reader of raw snapshots insists on.
  public enum Demand: Sendable {
    /// Sound snapshots, however few: the first problem ends the reading.
    case sound
    /// Whatever there is: problems are noted, and the reading goes on behind them.
    case whatever
  }

  /// Reduces raw snapshots to features in one pass over an archive or a folder.
  ///
  /// A snapshot is known by its file name, its test by the nearest folder or archive around it whose
  /// name says so, or else by its time; so any way of packing will do. Text is read in one thread and
  /// reduced in others, and the result does not depend on how many there are.
  ///
  /// - Parameters:
  ///   - path: The archive or the folder.
  ///   - subsets: The tests wanted, of ``subsets``; snapshots of others are passed over.
  ///   - features: What to compute.
  ///   - samplingRate: Samples per second.
  ///   - demand: What is insisted on.
  ///   - limits: How much the archive may take.
  ///   - container: The file with its digest, where that is known already.
  ///   - width: How many threads to use at most.
  ///   - progress: Takes the number of snapshots found so far, on the thread of the caller.
  /// - Throws: `ArchiveError` if the file cannot be read or is no archive; with
  ///   ``Demand/sound`` also `ArchiveError` and ``DataSetError`` for the first problem.
  /// - Returns: The features, and what they were read from.
  public static func readRaw(
    _ path: String, subsets: [String] = subsets, features: [Feature],
    samplingRate: Double = samplingRate, demand: Demand, limits: ArchiveLimits = .standard,
    container: Container? = nil, width: Int, progress: (Int) -> Void = { _ in }
  ) throws -> RawReading {
    try readRaw(
      path, benchmark, subsets: subsets, limits: limits,
      computation: SnapshotFeatures(features, samplingRate: samplingRate), demand: demand,
      container: container, width: width, progress: progress)
  }

  /// Reads the tests of a benchmark, which tests of this code make smaller than the real one.
  static func readRaw(
    _ path: String, _ benchmark: [Test], subsets: [String], limits: ArchiveLimits = .standard,
    computation: SnapshotFeatures, demand: Demand, container: Container? = nil, width: Int,
    progress: (Int) -> Void = { _ in }
  ) throws -> RawReading {
    var reader = RawReader(
      benchmark, subsets: subsets, demand: demand,
      pipeline: SnapshotPipeline(computation, width: width))
    try reader.read(path, limits, progress: progress)
    let (outcomes, problems) = try reader.finish()
    let tables = benchmark.compactMap { FeatureTable($0, computation.features, outcomes) }
    let members = outcomes.map(\.record)
    return RawReading(
      tables: tables, container: try container ?? self.container(path, members),
      members: members, problems: problems)
  }

  /// The digest of a file is that of its bytes; a folder's is that of a list of what was read of it, a
  /// line `digest  path` each.
  static func container(
    _ path: String, _ members: [MemberRecord]
  ) throws(ArchiveError) -> Container {
    let list = members.map { "\($0.sha256)  \($0.path)\n" }.joined()
    return Container(
      name: FileBytes.name(of: path),
      sha256: FileBytes.isFolder(path)
        ? SHA256.digest(of: list) : try FileBytes.digest(of: path).sha256)
  }

  /// SHA-256 of snapshots as published, with CRLF and with LF.
  static let knownDigests: [String: [String]] = [
    "2003.10.22.12.06.24": [
      "fc5bd1309a101e6d50cd80e6384fcf4a63ab40b24fe5ad59180f9b40f332d889",
      "33e98b8e7c0c324b8264b4a6425df451be1ee98b45517353a39b76634034c86d",
    ]
  ]
}

extension IMS.FeatureTable {
  /// Gathers the snapshots of a test in the order of time.
  ///
  /// It is `nil` where there is none.
  init?(
    _ test: IMS.Test, _ features: [IMS.Feature], _ outcomes: [IMS.SnapshotPipeline.Outcome]
  ) {
    let rows = outcomes.compactMap { outcome -> (snapshot: IMS.Snapshot, values: [Double])? in
      guard outcome.member.test == test, let values = try? outcome.features.get() else {
        return nil
      }
      return (outcome.member.snapshot, values)
    }.sorted { $0.snapshot < $1.snapshot }
    if rows.isEmpty { return nil }
    self.init(
      test: test, features: features, snapshots: rows.map(\.snapshot),
      values: rows.flatMap(\.values))
  }
}
