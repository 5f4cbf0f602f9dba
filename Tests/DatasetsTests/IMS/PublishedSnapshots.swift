import Archives
import TestSupport

@testable import Datasets

/// The original snapshots among the shared data.
enum PublishedSnapshots {
  static let archive = "data/ims/4. Bearings.zip"
  static let features = "data/ims/ims-features.zip"

  /// A snapshot's name, its test and its numbers.
  struct Snapshot: Sendable {
    let test: IMS.Test
    let name: String
    /// Rows × channels.
    let values: [Double]
  }

  /// Every snapshot of the archive; an empty list where it is missing.
  static let all = Result { () throws -> [Snapshot] in
    var found: [Snapshot] = []
    guard SharedData.has(archive) else { return [] }
    try Archive.visitAllMembers(of: SharedData.file(archive)) { member in
      let place = member.place
      guard let known = try IMS.SnapshotMember.recognised(at: place, in: IMS.benchmark) else {
        return .proceed
      }
      let (table, _) = try NumericTable.read(
        member, delimiter: .tab, columns: known.test.channels)
      found.append(
        Snapshot(test: known.test, name: known.snapshot.name, values: try table.get().values))
      return .proceed
    }
    return found
  }
}

extension ArchiveMember {
  /// The lines of the member's text.
  ///
  /// Bytes are split far faster than characters.
  borrowing func lines() throws -> [String] {
    var text: [UInt8] = []
    _ = try read { piece in unsafe piece.withUnsafeBytes { unsafe text.append(contentsOf: $0) } }
    return text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }
}
