import Foundation
import TestSupport
import Testing

@testable import Archives

private let file = "data/ims/4. Bearings.zip"

/// The layers of the bearing data as they are distributed: zip › 7z › rar.
@Suite(.enabled(if: SharedData.has(file), Comment(rawValue: SharedData.reason)))
struct BearingArchiveTests {
  /// A snapshot, by the path within its rar.
  private struct Snapshot: Hashable {
    let name: String
    let sha256: String
  }

  private static func snapshots(in path: String) throws -> [Snapshot] {
    var found: [Snapshot] = []
    try Archive.visitAllMembers(of: path) { member in
      let content = try member.read { _ in }
      found.append(Snapshot(name: member.name, sha256: content.sha256))
      return .proceed
    }
    return found.filter { !$0.name.hasSuffix(".pdf") }
  }

  /// The snapshots of the whole, read once for all tests.
  private static let whole = Result { try snapshots(in: SharedData.file(file)) }

  /// The bytes of the archives inside, from the outermost inwards.
  private static let layers = Result { () throws -> [(name: String, bytes: [UInt8])] in
    var layers: [(name: String, bytes: [UInt8])] = []
    let folder = try TemporaryDirectory()
    func keep(_ member: borrowing ArchiveMember) throws -> Archive.Step {
      guard member.isArchive else { return .proceed }
      var bytes: [UInt8] = []
      _ = try member.read { piece in
        unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
      }
      layers.append((String(member.fileName), bytes))
      return .proceed
    }
    try Archive.visitMembers(of: SharedData.file(file), keep)
    let outer = try #require(layers.first)
    try Archive.visitMembers(of: folder.write(outer.bytes, to: outer.name), keep)
    return layers
  }

  @Test func theThreeLayersAreOneWalk() throws {
    let path = SharedData.file(file)
    var places: [String] = []
    try Archive.visitAllMembers(of: path) { member in
      places.append(member.place.member ?? "")
      return .proceed
    }
    let snapshots = places.filter { !$0.hasSuffix(".pdf") }
    #expect(snapshots.count == 58)
    let layer = "4. Bearings/IMS.7z › "
    let folders = [
      "1st_test.rar › 1st_test/", "2nd_test.rar › 2nd_test/", "3rd_test.rar › 4th_test/txt/",
    ]
    for place in snapshots {
      #expect(folders.contains { place.hasPrefix(layer + $0) }, "\(place)")
    }
    for folder in folders {
      #expect(snapshots.contains { $0.hasPrefix(layer + folder) })
    }
  }

  @Test func snapshotsOfTheSecondTestAreTheOriginals() throws {
    let rows = try String(
      contentsOfFile: SharedData.file("data/ims/2nd_test.sha256.tsv"), encoding: .utf8
    ).split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
    let digests = Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), String($0[1])) })
    let listed = try Self.whole.get().compactMap { snapshot in
      digests[String(snapshot.name.split(separator: "/").last ?? "")].map { (snapshot, $0) }
    }
    #expect(!listed.isEmpty)
    for (snapshot, digest) in listed { #expect(snapshot.sha256 == digest, "\(snapshot.name)") }
  }

  @Test func everyLayerMayStandAlone() throws {
    let whole = try Self.whole.get()
    let folder = try TemporaryDirectory()
    let layers = try Self.layers.get()
    #expect(layers.map(\.name) == ["IMS.7z", "1st_test.rar", "2nd_test.rar", "3rd_test.rar"])
    let alone = try layers.map { try Self.snapshots(in: folder.write($0.bytes, to: $0.name)) }
    #expect(alone[0] == whole)
    #expect(alone[1] + alone[2] + alone[3] == whole)
    #expect(try folder.contents() == layers.map(\.name).sorted())
  }

  @Test(arguments: [ArchiveWriter.Format.zip, .tar, .compressedTar, .zstdTar])
  func layersMayBePackedAgain(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let whole = try Self.whole.get()
    let layers = try Self.layers.get()
    let path = try folder.write(
      ArchiveWriter.bytes([layers[0]], format: format), to: "a\(format.suffix)")
    #expect(try Self.snapshots(in: path) == whole)
    let inner = try folder.write(
      ArchiveWriter.bytes([layers[3], layers[2]], format: format), to: "b\(format.suffix)")
    #expect(try Set(Self.snapshots(in: inner)).isSubset(of: whole))
    #expect(try folder.contents() == ["a\(format.suffix)", "b\(format.suffix)"])
  }
}
