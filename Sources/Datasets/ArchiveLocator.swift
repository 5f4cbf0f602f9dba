import Glibc

/// Finds the archives of data sets by file name in a list of folders.
public struct ArchiveLocator: Sendable {
  /// The folders, the first to be searched first.
  public let directories: [String]

  public init(directories: [String]) {
    self.directories = directories
  }

  /// The path in the first folder that holds any of the names, if there is one.
  public func find(_ names: [String]) -> String? {
    for directory in directories {
      for name in names {
        let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
        if unsafe access(path, F_OK) == 0 { return path }
      }
    }
    return nil
  }

  /// Finds a file under one of its names.
  ///
  /// - Parameters:
  ///   - names: The names that the file may have, the preferred one first.
  ///   - origin: Where the file can be had, for the error.
  /// - Throws: ``DataSetError`` with the names, the folders and the origin if there is no such file.
  /// - Returns: The path in the first folder that holds any of the names.
  public func locate(_ names: [String], origin: String) throws(DataSetError) -> String {
    if let path = find(names) { return path }
    let searched = directories.isEmpty ? "no folder" : directories.joined(separator: ", ")
    throw DataSetError(
      nil,
      "found no \(names.joined(separator: " or ")) (searched: \(searched)); "
        + "download it from \(origin) into one of the folders, or name its folder with --data")
  }
}
