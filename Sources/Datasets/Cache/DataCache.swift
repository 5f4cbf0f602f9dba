import Archives
import Foundation
import Glibc

/// A folder of parsed data, so that an archive that was loaded once need not be parsed again.
///
/// Every entry has a key, which holds all that its data depend on: the loader's version and the digest
/// of the archive. An entry of another key, one that is damaged or cut short, and a file of another
/// kind count as absent and are replaced. A folder that is missing, full or cannot be written only
/// costs the time that the entry would have saved; nothing is ever reported.
///
/// An entry's name says what was asked for, not of which archive, so that the next archive's data
/// replace the last one's and the folder holds no more entries than there are things to ask for.
public struct DataCache: Sendable {
  public let folder: String
  /// Seconds since 1970, by which it is judged how long a file has been as it is.
  let now: @Sendable () -> Int

  /// Creates a cache in a folder, which is made when something is stored.
  public init(folder: String) {
    self.init(folder: folder) { time(nil) }
  }

  init(folder: String, now: @escaping @Sendable () -> Int) {
    self.folder = folder
    self.now = now
  }

  /// The cache of the person who runs the program: `$XDG_CACHE_HOME/assay`, or `~/.cache/assay`.
  ///
  /// - Parameter environment: The variables of the program's environment.
  /// - Returns: `nil` where the environment names no folder; one that is not absolute does not count,
  ///   as the XDG Base Directory Specification has it.
  public static func standard(environment: [String: String]) -> DataCache? {
    let folders = [("XDG_CACHE_HOME", "/assay"), ("HOME", "/.cache/assay")]
    return folders.lazy.compactMap { variable, below in
      environment[variable].flatMap { $0.hasPrefix("/") ? DataCache(folder: $0 + below) : nil }
    }.first
  }

  /// Whether there is an entry of a name, of whatever key.
  func holds(_ name: String) -> Bool { unsafe access(path(name), R_OK) == 0 }

  /// Opens an entry; `nil` where there is none of this key that is whole.
  func entry(_ name: String, key: String) -> CacheEntry? { CacheEntry(path(name), key: key) }

  /// Whether a file was left alone for so long that any change from now on shows in its stamp: file
  /// systems count time in ticks, some of two seconds.
  func isSettled(_ stamp: FileStamp) -> Bool { stamp.isUnchanged(since: now() - 2) }

  /// Stores an entry in place of any other of its name, whole or not at all.
  func store(_ draft: CacheDraft, as name: String, key: String) {
    do throws(FileError) {
      try AtomicFile.createFolder(folder)
      try AtomicFile.write(draft.encoded(key: key), to: path(name))
    } catch {
      // The next run parses the archive again, as this one did.
    }
    removeAbandoned(name)
  }

  private func path(_ name: String) -> String { "\(folder)/\(name).cache" }

  /// Removes what processes that were killed while they stored an entry have left behind.
  private func removeAbandoned(_ name: String) {
    for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where file.hasPrefix("\(name).cache.") && file.hasSuffix(".tmp") {
      let path = "\(folder)/\(file)"
      guard let stamp = try? FileStamp(of: path),
        stamp.isUnchanged(since: now() - Self.longestWrite)
      else { continue }
      unsafe unlink(path)
    }
  }

  /// No process takes longer to store an entry, in seconds.
  private static let longestWrite = 3600
}
