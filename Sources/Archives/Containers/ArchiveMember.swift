/// The member that a walk stands at: a name and a stream of bytes to be read once.
///
/// It is lent to a visit and cannot be kept, because the next member invalidates it.
public struct ArchiveMember: ~Copyable {
  let holder: any MemberHolder
  /// The path within its archive or folder, as stored; never used as the path of a file.
  public let name: String
  /// The size in bytes as the archive states it; `nil` where it does so only behind the data.
  public let size: Int?

  init(_ name: String, size: Int?, in holder: any MemberHolder) {
    self.name = name
    self.size = size
    self.holder = holder
  }

  /// Where the member stands, through all archives.
  public var place: Place { holder.memberPlace }

  /// What holds the member: a container format such as `zip` or `tar (gzip)`, or `folder`.
  public var containerFormat: String { holder.format }

  /// The last component of the name.
  public var fileName: Substring { name.lastComponent }

  /// Whether the name is that of an archive or of a compressed file.
  public var isArchive: Bool { ArchiveName(name).isArchive }

  /// Reads the member to its end, piece by piece.
  ///
  /// - Throws: ``ArchiveError`` if the archive is damaged, or what `body` throws.
  /// - Returns: The size and the digest of what was read.
  public borrowing func read(_ body: (RawSpan) throws -> Void) throws -> MemberContent {
    var sha = SHA256()
    var bytes = 0
    while let block = unsafe try holder.nextBlock() {
      sha.update(unsafe block.bytes)
      bytes += block.count
      try body(unsafe block.bytes)
    }
    return MemberContent(bytes: bytes, sha256: sha.finish())
  }

  /// Visits the members of the archive that this member is.
  ///
  /// - Throws: ``ArchiveError``, or what a visit throws.
  public borrowing func visitMembers(
    _ visit: (borrowing ArchiveMember) throws -> Archive.Step
  ) throws -> Archive.Step {
    try Archive.visit(holder.openMember(), visit)
  }
}
