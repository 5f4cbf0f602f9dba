/// The bytes of a file on disk.
public enum FileBytes {
  /// The size and the digest of a whole file.
  public static func digest(of path: String) throws(ArchiveError) -> MemberContent {
    var sha = SHA256()
    var bytes = 0
    let file = try OpenFile(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try file.read(into: &buffer)
      if count == 0 { return MemberContent(bytes: bytes, sha256: sha.finish()) }
      bytes += count
      sha.update(unsafe buffer.span.extracting(first: count).bytes)
    }
  }

  /// The last component of a path.
  public static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// The size of a file.
  public static func size(of path: String) throws(ArchiveError) -> Int {
    try OpenFile(path).size()
  }
}
