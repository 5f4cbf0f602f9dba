import Glibc

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

  /// The first bytes of a file; fewer where the file is shorter.
  static func start(of path: String, count: Int) throws(ArchiveError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let read = try OpenFile(path).read(into: &buffer)
    return Array(buffer.prefix(read))
  }
}

private struct OpenFile: ~Copyable {
  private let path: String
  private let descriptor: CInt

  init(_ path: String) throws(ArchiveError) {
    self.path = path
    // Without blocking, for a pipe under the name of an archive would never open.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw Self.failure(path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
    if status.st_mode & S_IFMT != S_IFREG {
      throw ArchiveError(Place(file: path), "it is no regular file")
    }
  }

  deinit { close(descriptor) }

  /// Reads at most as many bytes as the buffer holds; 0 at the end.
  borrowing func read(into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0 { throw Self.failure(path) }
    return count
  }

  private static func failure(_ path: String) -> ArchiveError {
    let code = errno
    let cause = unsafe code == ENOENT ? "there is no such file" : String(cString: strerror(code))
    return ArchiveError(Place(file: path), cause)
  }
}
