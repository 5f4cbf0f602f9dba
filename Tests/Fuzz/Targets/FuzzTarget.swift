import Foundation
import TestSupport

/// What bytes from outside are fed to.
enum FuzzTarget: String, CaseIterable {
  /// Bytes as text to the table parsers.
  case table
  /// Bytes as an archive to the loader of C-MAPSS and to the inspection.
  case archive

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
    }
  }
}

/// Stops the fuzzer when what must hold does not.
func expect(_ condition: Bool, _ rule: @autoclosure () -> String) {
  precondition(condition, rule())
}
