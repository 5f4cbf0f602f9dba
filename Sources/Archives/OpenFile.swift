import Glibc

/// A file that is open for reading, from its first byte to its last.
struct OpenFile: ~Copyable {
  /// What the file is called in errors.
  let name: String
  private let descriptor: CInt

  /// Opens a regular file, and nothing else.
  init(_ path: String) throws(ArchiveError) {
    name = path
    // Without blocking, for a pipe under the name of an archive would never open.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw Self.failure(path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
    if status.st_mode & S_IFMT != S_IFREG {
      throw ArchiveError(Place(file: path), "it is no regular file")
    }
  }

  /// Opens a file or a pipe, whose bytes come when they come.
  init(stream path: String) throws(ArchiveError) {
    name = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.failure(path) }
  }

  /// Takes standard input.
  init(standardInputAs name: String) throws(ArchiveError) {
    self.name = name
    descriptor = dup(STDIN_FILENO)
    if descriptor < 0 { throw Self.failure(name) }
  }

  deinit { close(descriptor) }

  /// Reads at most as many bytes as the buffer holds; 0 at the end.
  borrowing func read(into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
    let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0 { throw Self.failure(name) }
    return count
  }

  private static func failure(_ name: String) -> ArchiveError {
    let code = errno
    let cause = unsafe code == ENOENT ? "there is no such file" : String(cString: strerror(code))
    return ArchiveError(Place(file: name), cause)
  }
}
