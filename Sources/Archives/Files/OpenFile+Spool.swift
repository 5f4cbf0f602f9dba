import Glibc

/// A member that needs random access, in a temporary file that no one can see.
extension OpenFile {
  /// Copies a stream into a file without a name, in `$TMPDIR` or `/tmp`.
  static func spooled(
    _ source: some ByteStream, of place: Place
  ) throws(ArchiveError) -> OpenFile {
    let folder = temporaryFolder
    let file = OpenFile(descriptor: try unnamedFile(in: folder, for: place), at: place)
    while let block = unsafe try source.nextBlock() { try unsafe file.append(block, in: folder) }
    return file
  }

  private static var temporaryFolder: String {
    let name = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    return name.isEmpty ? "/tmp" : name
  }

  private static func unnamedFile(
    in folder: String, for place: Place
  ) throws(ArchiveError) -> CInt {
    // The C library's O_TMPFILE, a macro that Swift does not see.
    let unnamed = 0o20_000_000 | O_DIRECTORY
    let descriptor = unsafe open(folder, unnamed | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    // Not every file system has files without names.
    var path = Array("\(folder)/assay-XXXXXX".utf8CString)
    let named = unsafe mkstemp(&path)
    guard named >= 0 else { throw spoolError(folder, at: place) }
    guard unsafe unlink(path) == 0, fcntl(named, F_SETFD, FD_CLOEXEC) == 0 else {
      let error = spoolError(folder, at: place)
      close(named)
      throw error
    }
    return named
  }

  private borrowing func append(
    _ block: UnsafeRawBufferPointer, in folder: String
  ) throws(ArchiveError) {
    var rest = unsafe block[...]
    while unsafe !rest.isEmpty {
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: rest)
      let count = unsafe write(descriptor, bytes.baseAddress, bytes.count)
      if count < 0 { throw Self.spoolError(folder, at: place) }
      unsafe rest = rest.dropFirst(count)
    }
  }

  private static func spoolError(_ folder: String, at place: Place) -> ArchiveError {
    let cause =
      switch errno {
      case ENOSPC, EDQUOT, EFBIG: "there is no room for it in \(folder)"
      default: "\(folder) cannot be written (\(unsafe String(cString: strerror(errno))))"
      }
    return ArchiveError(
      place, "\(cause), where an archive inside another is unpacked; name another folder in TMPDIR")
  }
}
