/// Archive files and the archives inside them, as members that come one after another.
public enum Archive {
  /// What to do after a member.
  public enum Step: Sendable {
    case proceed
    case stop
  }

  /// Visits the members of an archive file in stored order; what a visit leaves unread is skipped.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitMembers(
    of path: String, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    _ = try self.visit(ArchiveHandle.file(path), visit)
  }

  /// Visits the members of an archive file and, in their place, those of archives inside it.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public static func visitAllMembers(
    of path: String, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws {
    try visitMembers(of: path) { member in try descend(member, visit) }
  }

  private static func descend(
    _ member: borrowing ArchiveMember, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws -> Step {
    guard member.isArchive else { return try visit(member) }
    return try member.visitMembers { inner in try descend(inner, visit) }
  }

  static func visit(
    _ archive: ArchiveHandle, _ visit: (borrowing ArchiveMember) throws -> Step
  ) throws -> Step {
    while let (name, size) = try archive.nextMember() {
      let member = ArchiveMember(archive: archive, name: name, size: size)
      if try visit(member) == .stop { return .stop }
    }
    return .proceed
  }
}

/// The member that an archive stands at: a name and a stream of bytes to be read once.
///
/// It is lent to a visit and cannot be kept, because the next member invalidates it.
public struct ArchiveMember: ~Copyable {
  let archive: ArchiveHandle
  /// The path within its archive, as stored.
  public let name: String
  /// The size in bytes as the archive states it; `nil` where it does so only behind the data.
  public let size: Int?

  /// Where the member stands, through all archives.
  public var place: Place { archive.place.member(name) }

  /// The container format of the archive that holds the member, such as `zip`.
  public var containerFormat: String { archive.format }

  /// The last component of the name.
  public var fileName: Substring {
    name[(name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex)...]
  }

  /// Whether the name is that of an archive.
  public var isArchive: Bool {
    let name = name.lowercased()
    return Self.archiveSuffixes.contains { name.hasSuffix($0) }
  }

  /// Reads the member to its end, piece by piece.
  ///
  /// - Throws: ``ArchiveError`` if the archive is damaged, or what `body` throws.
  /// - Returns: The size and the digest of what was read.
  public borrowing func read(_ body: (RawSpan) throws -> Void) throws -> MemberContent {
    var sha = SHA256()
    var bytes = 0
    while let block = unsafe try archive.nextBlock() {
      sha.update(unsafe block.bytes)
      bytes += block.count
      try body(unsafe block.bytes)
    }
    return MemberContent(bytes: bytes, sha256: sha.finish())
  }

  /// Reads a small member as a whole.
  ///
  /// - Throws: ``ArchiveError`` if the archive is damaged.
  /// - Returns: The bytes, their count and their digest.
  public borrowing func bytes() throws -> (bytes: [UInt8], content: MemberContent) {
    var bytes: [UInt8] = []
    let content = try read { piece in
      unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
    return (bytes, content)
  }

  /// Visits the members of the archive that this member is.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public borrowing func visitMembers(
    _ visit: (borrowing ArchiveMember) throws -> Archive.Step
  ) throws -> Archive.Step {
    try Archive.visit(ArchiveHandle.member(name, of: archive), visit)
  }

  private static let archiveSuffixes = [
    ".zip", ".7z", ".rar", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst",
  ]
}

/// What was read of a member.
public struct MemberContent: Sendable, Equatable {
  public let bytes: Int
  /// SHA-256 of the bytes, as lower-case hexadecimal digits.
  public let sha256: String

  public init(bytes: Int, sha256: String) {
    self.bytes = bytes
    self.sha256 = sha256
  }
}
