import Archives

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
    /// The first and the last time of any unit.
    public let firstTime: Double
    public let lastTime: Double
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
  /// The members that could be read to their ends, in stored order, archives left out.
  public let members: [MemberRecord]
  public let dataSets: [Found]
  /// The file names that the data sets lack.
  public let missing: [String]
  /// What is wrong, one sentence each.
  public let damage: [String]

  /// Reads a whole archive, however much of it can be read.
  ///
  /// - Parameter path: The archive file.
  /// - Throws: `ArchiveError` if the file cannot be read or is no archive, also if it is a zip that
  ///   is cut short, whose table of contents at the end is what tells its members.
  public init(ofArchiveAt path: String) throws {
    try self.init(ofArchiveAt: path, CMAPSS.benchmark)
  }

  /// Reads an archive against benchmarks that tests make smaller than the real ones.
  init(ofArchiveAt path: String, _ benchmark: [CMAPSS.Benchmark]) throws {
    let container = try FileBytes.digest(of: path)
    var inspector = Inspector(benchmark: benchmark)
    try inspector.inspect(path)
    let verdict = CMAPSS.verdict(
      on: inspector.readMembers, unreadable: inspector.unreadable, benchmark)
    file = path
    bytes = container.bytes
    sha256 = container.sha256
    isKnown = Distribution.isListed(sha256: container.sha256)
    layers = inspector.layers
    members = inspector.members
    dataSets = verdict.found
    missing = verdict.missing
    damage = inspector.damage + verdict.damage
  }
}

/// A walk over an archive that notes damage and goes on.
private struct Inspector {
  let benchmark: [CMAPSS.Benchmark]
  private(set) var layers: [Inspection.Layer] = []
  private(set) var members: [MemberRecord] = []
  private(set) var readMembers: [CMAPSS.ReadMember] = []
  /// Members of a benchmark that are there, but damaged.
  private(set) var unreadable: [CMAPSS.Member] = []
  private(set) var damage: [String] = []

  init(benchmark: [CMAPSS.Benchmark]) {
    self.benchmark = benchmark
  }

  mutating func inspect(_ path: String) throws {
    do {
      try Archive.visitMembers(of: path) { member in visit(member) }
    } catch let error as ArchiveError where !layers.isEmpty {
      note(error)
    }
  }

  private mutating func visit(_ member: borrowing ArchiveMember) -> Archive.Step {
    let place = member.place
    let layer = Inspection.Layer(
      path: Place(file: place.file, members: place.members.dropLast()).member ?? "",
      format: member.containerFormat)
    if !layers.contains(where: { $0.path == layer.path }) { layers.append(layer) }
    let known = CMAPSS.Member.named(member.fileName, in: benchmark)
    do {
      if member.isArchive {
        _ = try member.visitMembers { inner in visit(inner) }
      } else if let known {
        let read = try CMAPSS.read(known, from: member)
        readMembers.append(read)
        members.append(read.record)
      } else {
        let content = try member.read { _ in }
        members.append(
          MemberRecord(
            path: place.member ?? "", bytes: content.bytes, sha256: content.sha256,
            isKnown: CMAPSS.isKnown(member.fileName, sha256: content.sha256)))
      }
    } catch {
      note(error)
      if let known { unreadable.append(known) }
    }
    return .proceed
  }

  /// Notes an error once, though every archive around the damage reports it again.
  private mutating func note(_ error: any Error) {
    let text = "\(error)"
    if damage.last != text { damage.append(text) }
  }
}
