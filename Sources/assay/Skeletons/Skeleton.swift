import Archives
import FoundationEssentials

/// The languages in which a new detector can be begun.
enum SkeletonLanguage: String, CaseIterable, Sendable {
  case swift
  case python
  case c

  /// The name as people write it.
  var title: String {
    switch self {
    case .swift: "Swift"
    case .python: "Python"
    case .c: "C"
    }
  }
}

/// The files of a new detector that works as it stands, and what to do with them.
struct Skeleton: Equatable, Sendable {
  /// The paths of new files within the folder, with their texts.
  let files: [File]
  /// Files that are there and get another text.
  var changes: [File] = []
  /// What to do next: a command and what it does.
  let next: [Step]

  struct File: Equatable, Sendable {
    let path: String
    let text: String
  }

  struct Step: Equatable, Sendable {
    let command: String
    let meaning: String
  }

  /// Writes the files into a folder, which is made where there is none.
  ///
  /// - Throws: ``FileError`` when one of the new files is there already, before any is written, or
  ///   when one cannot be written.
  func write(to folder: String) throws(FileError) {
    for file in files where FileManager.default.fileExists(atPath: "\(folder)/\(file.path)") {
      throw FileError(
        path: "\(folder)/\(file.path)",
        reason: "the file is there already; choose another name or folder")
    }
    for file in files + changes {
      let path = "\(folder)/\(file.path)"
      if let end = path.lastIndex(of: "/") { try AtomicFile.createFolder(String(path[..<end])) }
      try AtomicFile.write(Array(file.text.utf8), to: path)
    }
  }
}

extension DetectorName {
  /// A suite that shows a detector beside two others on simulated pumps.
  ///
  /// - Parameter detector: The keys of its entry but for the id.
  /// - Returns: The text of the file.
  func suite(_ detector: String) -> String {
    """
    # \(kind) beside two plain detectors on simulated pumps; no download needed.
    name: \(kind)
    version: 1
    datasets:
      - id: pumps
        source: simulator
        regime: state
        scaling: { kind: standard, per: regime }
        missing: forward-fill
    detectors:
      - { id: \(kind), \(detector) }
      - { id: max-z, kind: max-z }
      - { id: mean-z, kind: mean-z }

    """
  }
}
