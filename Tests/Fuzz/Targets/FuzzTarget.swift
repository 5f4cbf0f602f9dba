import Foundation
import TestSupport

/// What bytes from outside are fed to.
enum FuzzTarget: String, CaseIterable {
  /// Bytes as text to the table parsers.
  case table
  /// Bytes as an archive to the loader of C-MAPSS and to the inspection.
  case archive
  /// Bytes as the texts within an archive, which pass its checksums.
  case members

  /// Writes inputs that get far, for libFuzzer to change.
  func writeSeeds(into folder: String) throws {
    for (index, seed) in try seeds().enumerated() {
      try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(index)"))
    }
  }

  private func seeds() throws -> [[UInt8]] {
    switch self {
    case .table: TableTarget.seeds
    case .archive: try ArchiveTarget.seeds()
    case .members: MembersTarget.seeds
    }
  }
}

/// Stops the fuzzer when what must hold does not.
func expect(_ condition: Bool, _ rule: @autoclosure () -> String) {
  if condition { return }
  // An optimised precondition would not say which.
  FileHandle.standardError.write(Data("Broken rule: \(rule())\n".utf8))
  abort()
}
