import Archives
import Glibc

/// The beginning of a download, `NAME.part`, which a later one goes on with.
///
/// It is locked while it is open, so that two downloads cannot write into each other.
final class PartFile {
  /// The path of the file once it is whole.
  let target: String
  private let descriptor: CInt
  private(set) var size = 0

  var path: String { target + ".part" }

  /// Opens what is there of a file, or begins it.
  ///
  /// - Parameter target: The path of the file once it is whole.
  /// - Throws: ``DataSetError`` if it cannot be written or another process is writing it.
  init(of target: String) throws(DataSetError) {
    self.target = target
    descriptor = unsafe open(target + ".part", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw failure(errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      throw DataSetError(Place(file: path), "another process is downloading it; wait for its end")
    }
    var status = stat()
    var named = stat()
    if unsafe fstat(descriptor, &status) != 0 { throw failure(errno) }
    // Another process may have finished it, and given it its name, before the lock was had.
    if unsafe stat(target + ".part", &named) != 0 || named.st_ino != status.st_ino {
      throw DataSetError(Place(file: path), "another process has just downloaded it; look again")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end.
  func append(_ bytes: Span<UInt8>) throws(DataSetError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.extracting(written...).withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      written += count
      size += count
    }
  }

  /// Forgets what came so far.
  func empty() throws(DataSetError) {
    if ftruncate(descriptor, 0) != 0 { throw failure(errno) }
    size = 0
  }

  /// Flushes the file to the disk and gives it its name.
  func place() throws(DataSetError) {
    guard fsync(descriptor) == 0, unsafe rename(path, target) == 0 else { throw failure(errno) }
  }

  /// Removes the file.
  func remove() {
    // One that stays behind is downloaded anew, for it fails its check again.
    unsafe unlink(path)
  }

  private func failure(_ code: CInt) -> DataSetError {
    let cause =
      code == ENOSPC
      ? "the disk is full; make room and fetch again, which goes on where this ended"
      : unsafe String(cString: strerror(code))
    return DataSetError(Place(file: path), cause)
  }
}
