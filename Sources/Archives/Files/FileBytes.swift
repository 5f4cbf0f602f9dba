/// The bytes of a file on disk, or of all files of a folder.
public enum FileBytes {
  /// The size and the digest of a whole file or folder.
  ///
  /// The digest of a folder is that of one line per file, in the order of the walk: the file's own
  /// digest, two spaces and its name, as `sha256sum` prints them.
  ///
  /// - Throws: ``ArchiveError`` when any of it cannot be read.
  public static func digest(of path: String) throws(ArchiveError) -> MemberContent {
    if Folder.stands(at: path) { return try digest(ofFolder: path) }
    return try digest(of: FileStream(OpenFile(path)))
  }

  static func digest(of stream: some ByteStream) throws(ArchiveError) -> MemberContent {
    var sha = SHA256()
    var bytes = 0
    while let block = unsafe try stream.nextBlock() {
      sha.update(unsafe block.bytes)
      bytes += block.count
    }
    return MemberContent(bytes: bytes, sha256: sha.finish())
  }

  private static func digest(ofFolder path: String) throws(ArchiveError) -> MemberContent {
    let folder = try Folder(path, ArchiveBudget(.standard))
    var sha = SHA256()
    var bytes = 0
    while let (name, _) = try folder.nextMember() {
      let file = try digest(of: folder)
      sha.update("\(file.sha256)  \(name)\n")
      bytes += file.bytes
    }
    return MemberContent(bytes: bytes, sha256: sha.finish())
  }

  /// Whether a path is that of a folder, perhaps by a link.
  public static func isFolder(_ path: String) -> Bool { Folder.stands(at: path) }

  /// The last component of a path.
  public static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// The size of a file.
  public static func size(of path: String) throws(ArchiveError) -> Int {
    try OpenFile(path).size()
  }
}
