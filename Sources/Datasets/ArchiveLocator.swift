public import Archives
import Glibc

/// Finds the archives of data sets by file name in a list of folders.
public struct ArchiveLocator: Sendable {
  /// The folders, the first to be searched first.
  public let directories: [String]

  /// How much the archives that are found may take.
  public let limits: ArchiveLimits

  public init(directories: [String], limits: ArchiveLimits = .standard) {
    self.directories = directories
    self.limits = limits
  }

  /// Finds a file under one of its names, if there is one.
  ///
  /// - Throws: ``DataSetError`` when a folder cannot be looked into.
  /// - Returns: The path in the first folder that holds any of the names.
  public func find(_ names: [String]) throws(DataSetError) -> String? {
    try findAll(names).first
  }

  /// Finds all files of some names.
  ///
  /// - Throws: ``DataSetError`` when a folder cannot be looked into.
  /// - Returns: The paths, by folders and then by names.
  public func findAll(_ names: [String]) throws(DataSetError) -> [String] {
    var found: [String] = []
    for directory in directories {
      for name in names {
        let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
        if try exists(path) { found.append(path) }
      }
    }
    return found
  }

  /// Finds a file under one of its names.
  ///
  /// - Parameters:
  ///   - names: The names that the file may have, the preferred one first.
  ///   - origin: Where the file can be had, for the error.
  /// - Throws: ``DataSetError`` with the names, the folders and the origin if there is no such file,
  ///   and when a folder cannot be looked into.
  /// - Returns: The path in the first folder that holds any of the names.
  public func locate(_ names: [String], origin: String) throws(DataSetError) -> String {
    if let path = try find(names) { return path }
    let searched = directories.isEmpty ? "no folder" : directories.joined(separator: ", ")
    throw DataSetError(
      nil,
      "found no \(names.joined(separator: " or ")) (searched: \(searched)); "
        + "download it from \(origin) into one of the folders, or name its folder with --data")
  }

  /// A folder that cannot be looked into is no folder without the file.
  private func exists(_ path: String) throws(DataSetError) -> Bool {
    var status = stat()
    if unsafe stat(path, &status) == 0 { return true }
    if errno == ENOENT || errno == ENOTDIR { return false }
    let cause =
      unsafe errno == EACCES
      ? "there is no permission to look for it" : String(cString: strerror(errno))
    throw DataSetError(Place(file: path), cause)
  }
}
