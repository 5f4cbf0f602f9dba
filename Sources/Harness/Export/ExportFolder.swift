import Archives
import FoundationEssentials

/// A folder that takes the prepared rows of a suite, a folder of its own for every data set.
struct ExportFolder: Sendable {
  let path: String

  /// The file by which the folder of a data set is known as an export; written last.
  static let facts = "export.json"

  /// Checks that only files of an earlier export would be replaced.
  ///
  /// - Parameter datasets: The data sets that are to be written.
  /// - Throws: ``FileError`` when something else stands there.
  func check(_ datasets: [String]) throws(FileError) {
    let remedy = "; name another folder with --out"
    let entries = try Self.entries(of: path)
    let isExport = entries.contains { entry in
      isEarlierExport("\(path)/\(entry)") || entry.hasSuffix(Self.unfinished)
    }
    if !entries.isEmpty, !isExport {
      throw FileError(
        path: path, reason: "the folder is not empty and holds no earlier export" + remedy)
    }
    for dataset in datasets {
      let folder = "\(path)/\(dataset)"
      if try !Self.entries(of: folder).isEmpty, !isEarlierExport(folder) {
        throw FileError(
          path: folder, reason: "the folder is not empty and no earlier export" + remedy)
      }
    }
  }

  /// Writes the files of a data set; while they are put in place, no facts say that it is whole.
  ///
  /// Files that somebody else has put beside them stay as they are.
  ///
  /// - Throws: ``FileError`` with the path and the cause.
  func write(
    _ files: [(name: String, bytes: [UInt8])], of dataset: String
  ) throws(FileError) {
    let folder = "\(path)/\(dataset)"
    let temporary = "\(path)/.\(dataset)\(Self.unfinished)"
    try AtomicFile.remove(temporary)
    try AtomicFile.createFolder(temporary)
    for file in files { try AtomicFile.write(file.bytes, to: "\(temporary)/\(file.name)") }
    try AtomicFile.createFolder(folder)
    try AtomicFile.remove("\(folder)/\(Self.facts)")
    for file in files.filter({ $0.name != Self.facts }) + files.filter({ $0.name == Self.facts }) {
      try AtomicFile.rename("\(temporary)/\(file.name)", to: "\(folder)/\(file.name)")
    }
    let written = files.map(\.name)
    for name in ExportFormat.fileNames where !written.contains(name) {
      try AtomicFile.remove("\(folder)/\(name)")
    }
    try AtomicFile.remove(temporary)
  }

  private static let unfinished = ".unfinished"

  private func isEarlierExport(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(Self.facts)")
  }

  private static func entries(of folder: String) throws(FileError) -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw FileError(path: folder, reason: "it is no folder that can be read")
    }
    return entries
  }
}
