extension ArchiveLocator {
  /// Finds a file or folder of the user's own.
  ///
  /// - Parameters:
  ///   - path: The path, absolute or relative to one of the folders.
  ///   - folder: A further folder, which is searched last.
  /// - Throws: ``DataSetError`` with the folders if there is none.
  /// - Returns: The path in the first folder that holds it.
  public func locate(_ path: String, beside folder: String) throws(DataSetError) -> String {
    let isAbsolute = path.hasPrefix("/")
    let all = ArchiveLocator(directories: isAbsolute ? ["/"] : directories + [folder])
    if let found = try all.find([isAbsolute ? String(path.dropFirst()) : path]) { return found }
    throw DataSetError(
      nil,
      "found no \(path)"
        + (isAbsolute ? "" : " (searched: \(all.directories.joined(separator: ", ")))"))
  }
}
