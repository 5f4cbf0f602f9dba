import Foundation
import Glibc

/// Files that are either whole or not there.
public enum AtomicFile {
  /// Writes a file under a temporary name, flushes it to the disk and renames it into place.
  ///
  /// - Throws: ``FileError`` with the path and the system's cause.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    // Threads of one process may write the same file, each under a name of its own.
    let temporary =
      "\(path).\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: .min ... .max)).tmp"
    do throws(FileError) {
      try writeAndFlush(bytes, to: temporary)
      guard unsafe Glibc.rename(temporary, path) == 0 else {
        throw FileError(path: path, code: errno)
      }
    } catch {
      unsafe unlink(temporary)
      throw FileError(path: path, reason: error.reason)
    }
  }

  /// The bytes of a file, or `nil` where there is none that can be read.
  public static func read(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// Creates a folder and those above it.
  public static func createFolder(_ path: String) throws(FileError) {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder { return }
      throw FileError(path: path, code: ENOTDIR)
    }
    let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if !above.isEmpty { try createFolder(above) }
    // Another process may have made it meanwhile.
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw FileError(path: path, code: errno)
    }
  }

  /// Removes a file, or a folder with all that it holds, where there is one.
  public static func remove(_ path: String) throws(FileError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw FileError(path: path, reason: "it cannot be removed: \(error.localizedDescription)")
    }
  }

  /// Renames a file or a folder, where there is one.
  public static func rename(_ path: String, to new: String) throws(FileError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard unsafe Glibc.rename(path, new) == 0 else { throw FileError(path: path, code: errno) }
  }

  private static func writeAndFlush(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        close(descriptor)
        throw FileError(path: path, code: code)
      }
      written += count
    }
    let isFlushed = fsync(descriptor) == 0
    let flushCode = errno
    guard close(descriptor) == 0, isFlushed else { throw FileError(path: path, code: flushCode) }
  }
}

/// A file that could not be written.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, code: Int32) {
    self.init(path: path, reason: unsafe String(cString: strerror(code)))
  }

  public var description: String { "\(path): \(reason)" }
}
