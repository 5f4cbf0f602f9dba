import Detectors
import Foundation
import Numerics

extension OfficialSplit {
  /// Writes the rows for other programs as files of doubles.
  ///
  /// The files are `fit`, its `targets`, if any, and `fit-units` from 0; `test`,
  /// `test-units` from 0 and `test-lives`.
  ///
  /// - Parameter folder: Where the files go; it is made where it is missing.
  /// - Throws: What the file system throws.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let targets = training.units.flatMap { $0.targets ?? [] }
    let files = [
      "fit": training.fitRows().storage,
      "targets": targets,
      "fit-units": training.units.enumerated().flatMap { index, unit in
        unit.fitRows.map { _ in Double(index) }
      },
      "test": evaluation.flatMap(\.rows.storage),
      "test-units": evaluation.enumerated().flatMap { index, engine in
        engine.remainingLives.map { _ in Double(index) }
      },
      "test-lives": evaluation.flatMap(\.remainingLives),
    ]
    for (name, values) in files { try values.write(to: folder.appending(path: name)) }
  }
}

extension [Double] {
  /// Writes the bytes of all values, one after another.
  ///
  /// - Parameter file: The file, which is replaced.
  /// - Throws: What the file system throws.
  func write(to file: URL) throws {
    try unsafe withUnsafeBytes { unsafe Data($0) }.write(to: file)
  }
}
