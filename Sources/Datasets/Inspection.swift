public import Archives
import Foundation

/// What an archive holds, and what is wrong with it.
public struct Inspection: Sendable, Equatable, Codable {
  /// An archive: the file itself, or one inside it.
  public struct Layer: Sendable, Equatable, Codable {
    /// The path through the archives, without the file itself; empty for the file.
    public let path: String
    /// The container format and its compression, such as `zip` or `tar (zstd)`.
    public let format: String
  }

  /// A data set that the archive holds, perhaps in part.
  public struct Found: Sendable, Equatable, Codable {
    /// The source and subset as a suite names them.
    public let source: String
    public let subset: String
    public let parts: [Part]
    /// Whether every member is there and as it should be.
    public let isComplete: Bool
  }

  /// A part of a data set, such as `train`.
  public struct Part: Sendable, Equatable, Codable {
    public let name: String
    public let units: Int
    public let rows: Int
    /// How many channels the rows have.
    public let channels: Int
    /// How often time leaps within a unit, for bearings by more than a quarter of an hour.
    public let gaps: Int
    /// The first and the last time of any unit: cycles of engines, hours of bearings.
    public let firstTime: Double
    public let lastTime: Double
    /// The same as the data write them.
    public let first: String
    public let last: String
  }

  /// The path of the file as it was given.
  public let file: String
  public let bytes: Int
  /// SHA-256 of the file's bytes, as lower-case hexadecimal digits.
  public let sha256: String
  /// Whether the file's digest is a listed one; an unlisted one is allowed.
  public let isKnown: Bool
  /// The archives, the outermost first; one without members shows no format and is left out.
  public let layers: [Layer]
  /// The members that could be read to their ends, in stored order, archives left out; raw snapshots
  /// stand behind all others.
  public let members: [MemberRecord]
  public let dataSets: [Found]
  /// The file names that the data sets lack.
  public let missing: [String]
  /// The file names that the data sets lack where damage ended a walk before all was seen.
  public let unreached: [String]
  /// What is wrong, one sentence each.
  public let damage: [String]

  /// Reads a whole archive or folder, however much of it can be read.
  ///
  /// - Parameters:
  ///   - path: The archive file or the folder.
  ///   - limits: How much it may take.
  /// - Throws: `ArchiveError` if the file cannot be read or not a single member is found in it.
  public init(ofArchiveAt path: String, limits: ArchiveLimits = .standard) throws {
    try self.init(ofArchiveAt: path, limits: limits, CMAPSS.benchmark)
  }

  /// Reads an archive against benchmarks that tests make smaller than the real ones.
  init(
    ofArchiveAt path: String, limits: ArchiveLimits = .standard, _ benchmark: [CMAPSS.Benchmark]
  ) throws {
    let container = try FileBytes.digest(of: path)
    let width = ProcessInfo.processInfo.activeProcessorCount
    var inspector = Inspector(benchmark: benchmark, width: width)
    try inspector.inspect(path, limits)
    let verdict = CMAPSS.verdict(
      on: inspector.readMembers, unreadable: inspector.unreadable, isCut: inspector.isCut, benchmark
    )
    let bearings = try inspector.bearings()
    file = path
    bytes = container.bytes
    sha256 = container.sha256
    isKnown = Distribution.isListed(sha256: container.sha256)
    layers = inspector.layers
    members = inspector.members + bearings.members
    dataSets = verdict.found + bearings.verdict.found
    missing = verdict.missing + bearings.verdict.missing
    unreached = verdict.unreached
    damage = inspector.damage + verdict.damage + bearings.damage
  }
}
