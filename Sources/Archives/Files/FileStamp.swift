import Glibc

/// What the file system says of a file, by which a change of its bytes shows without reading them.
///
/// The size and the time of modification alone can be forged, or restored by a copying tool. The time
/// of the last status change cannot: the kernel sets it whenever anything about the file changes, that
/// time included.
public struct FileStamp: Sendable, Equatable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let modified: Instant
  private let changed: Instant

  private struct Instant: Sendable, Equatable, CustomStringConvertible {
    let seconds: Int
    let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }

    var description: String { "\(seconds).\(nanoseconds)" }
  }

  /// Looks at a file.
  ///
  /// - Throws: ``ArchiveError`` when it is not there or no regular file.
  public init(of path: String) throws(ArchiveError) {
    let status = try OpenFile(path).status()
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Instant(status.st_mtim)
    changed = Instant(status.st_ctim)
  }

  /// Whether the file has not changed since a time, in seconds since 1970.
  public func isUnchanged(since seconds: Int) -> Bool { changed.seconds < seconds }
}

extension FileStamp: CustomStringConvertible {
  public var description: String { "\(device) \(inode) \(size) \(modified) \(changed)" }
}
