import Foundation
import Glibc

/// A new folder for one test, which removes itself with all it holds.
public final class TemporaryDirectory: Sendable {
  /// The folder's path, without a slash at its end.
  public let path: String

  public init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "assay-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file into the folder, or by a name with slashes into one within it.
  ///
  /// - Returns: Its path.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(filePath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    // Not by Foundation, which waits for the disk: some tests write thousands of files.
    let path = file(name)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    defer { close(descriptor) }
    let content = Array(bytes)
    guard unsafe Glibc.write(descriptor, content, content.count) == content.count else {
      throw CocoaError(.fileWriteUnknown)
    }
    return path
  }

  /// The text of a file in the folder.
  public func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
  }

  /// Replaces the first bytes of a file, and restores its time of modification to the nanosecond.
  ///
  /// - Throws: The error of Foundation when the file cannot be written.
  public func overwrite(_ name: String, with bytes: some Sequence<UInt8>) throws {
    var before = stat()
    unsafe stat(file(name), &before)
    // Longer than any tick of the file system's clock.
    usleep(50_000)
    let handle = try FileHandle(forWritingTo: URL(filePath: file(name)))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    unsafe utimensat(AT_FDCWD, file(name), [before.st_atim, before.st_mtim], 0)
  }

  /// Lets everybody execute a file of the folder.
  public func makeExecutable(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file(name))
  }

  /// The size and the time of modification of a file, as `ls` would tell it from another.
  public func sizeAndTime(of name: String) -> String {
    var status = stat()
    unsafe stat(file(name), &status)
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  /// Removes a file or folder from the folder.
  public func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: file(name))
  }

  /// The names of the files in the folder, sorted.
  public func contents() throws -> [String] { try Self.contents(of: path) }

  /// The names of the files in any folder, sorted.
  public static func contents(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
