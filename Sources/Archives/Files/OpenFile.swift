import Glibc

/// A file that is open for reading, from its first byte to its last.
public struct OpenFile: ~Copyable {
  /// Where it stands, for errors.
  let place: Place
  let descriptor: CInt

  /// Opens a regular file, and nothing else.
  public init(_ path: String) throws(ArchiveError) {
    try self.init(path, at: Place(file: path), flags: 0)
  }

  /// Opens a regular file of a folder; a link is none.
  init(_ path: String, at place: Place) throws(ArchiveError) {
    try self.init(path, at: place, flags: O_NOFOLLOW)
  }

  private init(_ path: String, at place: Place, flags: CInt) throws(ArchiveError) {
    self.place = place
    // Without blocking, for a pipe under the name of an archive would never open.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    if descriptor < 0 { throw ArchiveError(systemErrorAt: place) }
    if try status().st_mode & S_IFMT != S_IFREG {
      throw ArchiveError(place, "it is no regular file")
    }
  }

  /// The size in bytes.
  public borrowing func size() throws(ArchiveError) -> Int { try Int(status().st_size) }

  /// What the file system knows of the file.
  borrowing func status() throws(ArchiveError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw ArchiveError(systemErrorAt: place) }
    return status
  }

  /// Opens a file or a pipe, whose bytes come when they come.
  init(stream path: String) throws(ArchiveError) {
    place = Place(file: path)
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw ArchiveError(systemErrorAt: place) }
  }

  /// Takes standard input.
  init(standardInputAs name: String) throws(ArchiveError) {
    place = Place(file: name)
    descriptor = dup(STDIN_FILENO)
    if descriptor < 0 { throw ArchiveError(systemErrorAt: place) }
  }

  /// Takes over a descriptor.
  init(descriptor: CInt, at place: Place) {
    self.descriptor = descriptor
    self.place = place
  }

  deinit { close(descriptor) }

  /// Reads at most as many bytes as the buffer holds; 0 at the end.
  borrowing func read(into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
    try unsafe checked(Glibc.read(descriptor, &buffer, buffer.count))
  }

  /// Reads at most as many bytes as the buffer holds; 0 at the end.
  borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    try unsafe checked(Glibc.read(descriptor, buffer.baseAddress, buffer.count))
  }

  /// The first bytes, wherever reading has got to; fewer where the file is shorter.
  borrowing func start(_ count: Int) throws(ArchiveError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let read = try unsafe checked(pread(descriptor, &buffer, count, 0))
    return Array(buffer.prefix(read))
  }

  private borrowing func checked(_ count: Int) throws(ArchiveError) -> Int {
    if count < 0 { throw ArchiveError(systemErrorAt: place) }
    return count
  }

  /// Reads a number of bytes that stand at an offset into the beginning of memory.
  ///
  /// - Returns: Whether there were as many.
  public borrowing func read(
    _ count: Int, at offset: Int, into memory: inout MutableRawSpan
  ) throws(ArchiveError) -> Bool {
    precondition(count <= memory.byteCount, "there is room for what is read")
    var filled = 0
    while filled < count {
      let read = unsafe memory.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
      }
      if read < 0 { throw ArchiveError(systemErrorAt: place) }
      if read == 0 { return false }
      filled += read
    }
    return true
  }
}
