import Archives
import Foundation
import TestSupport

@testable import Datasets

/// A made-up data set of two files, the archives that hold it, and a folder to download into.
struct SmallDistribution {
  let folder: TemporaryDirectory
  let fileName = "the outer.zip"
  /// The listed archive: the files in an archive inside it.
  let archive: [UInt8]
  /// The listed files in another archive.
  let repacked: [UInt8]
  private let members: [Distribution.Member]

  init() throws {
    folder = try TemporaryDirectory()
    let files = SmallBenchmark().members.dropFirst()
    members = files.map {
      Distribution.Member(fileName: $0.name, sha256: SHA256.digest(of: $0.text))
    }
    repacked = try ArchiveWriter.bytes(texts: Array(files))
    archive = try ArchiveWriter.bytes([("inner.zip", repacked)])
  }

  var partName: String { fileName + ".part" }
  var path: String { folder.file(fileName) }
  var content: MemberContent {
    MemberContent(bytes: archive.count, sha256: SHA256.digest(of: archive[...]))
  }

  /// A download from paths of a server; the first is that of the listed archive.
  func fetch(
    _ server: LoopbackServer, from paths: [String] = ["/outer.zip"], by curl: Curl = Self.curl
  ) -> Fetch {
    let copies = paths.map { path in
      Distribution.Copy(
        address: server.address(path),
        fileName: path == "/outer.zip" ? fileName : String(path.dropFirst()),
        content: path == "/outer.zip" ? content : nil)
    }
    return Fetch(distribution(copies), into: folder.path, from: nil, by: curl)
  }

  /// A download from a mirror.
  func fetch(from mirror: Mirror) -> Fetch {
    let copies = [
      Distribution.Copy(address: "http://nowhere.invalid/", fileName: fileName, content: content),
      Distribution.Copy(address: "http://nowhere.invalid/", fileName: "inner.zip", content: nil),
    ]
    return Fetch(distribution(copies), into: folder.path, from: mirror, by: Self.curl)
  }

  private func distribution(_ copies: [Distribution.Copy]) -> Distribution {
    Distribution(
      name: "cmapss", subsets: ["FD001"], copies: copies, members: members,
      inspect: { try Inspection(ofArchiveAt: $0, SmallBenchmark.benchmark) })
  }

  /// As the program has it, but without pauses and with less patience.
  static let curl = Curl(patience: 1, pauses: [0, 0])

  /// Every file in the folder.
  func contents() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try folder.contents() {
      files[name] = Array(try Data(contentsOf: URL(filePath: folder.file(name))))
    }
    return files
  }
}
