import Archives
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Datasets

/// What is said and what is left behind when a download fails.
struct FetchFailureTests {
  /// The sentence about addresses of which none brought the file.
  private func refused(_ reasons: String...) -> DataSetError {
    DataSetError(
      nil,
      "cmapss cannot be downloaded (\(reasons.joined(separator: "; "))); try again later, or name "
        + "another place with --mirror")
  }

  private struct Refusing: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: @Sendable (SmallDistribution, _ offset: Int?) -> LoopbackServer.Answer
    let reason: String
    /// How often the server is asked.
    let requests: Int
    /// How much of the file is kept to go on with.
    let kept: Int
    var testDescription: String { name }
  }

  private static let refusing = [
    Refusing(
      name: "no such file", answer: { _, _ in .status(404) },
      reason: "the server answers with status 404", requests: 1, kept: 0),
    Refusing(
      name: "broken server", answer: { _, _ in .status(500) },
      reason: "the server answers with status 500", requests: 3, kept: 0),
    Refusing(
      name: "endless redirects", answer: { _, _ in .redirect(to: "/outer.zip") },
      reason: "the server redirects without end", requests: 11, kept: 0),
    Refusing(
      name: "cut short", answer: { small, _ in .file(small.archive, sending: 100) },
      reason: "the connection breaks off", requests: 3, kept: 100),
    Refusing(
      name: "silence", answer: { small, _ in .file(small.archive, sending: 0, stalls: true) },
      reason: "the server is silent for 1 seconds", requests: 3, kept: 0),
    Refusing(
      name: "silence from byte 100 on",
      answer: { .file($0.archive, from: $1, sending: $1 == nil ? 100 : 0, stalls: true) },
      reason: "the server is silent for 1 seconds", requests: 3, kept: 100),
  ]

  @Test(arguments: refusing)
  private func theServer(_ refusing: Refusing) throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { request, _ in
      refusing.answer(small, request.offset)
    }
    let address = server.address("/outer.zip")
    #expect(throws: refused("\(address): \(refusing.reason)")) {
      try small.fetch(server).run { _ in }
    }
    #expect(server.requests.count == refusing.requests)
    let kept = [small.partName: Array(small.archive.prefix(refusing.kept))]
    #expect(try small.contents() == (refusing.kept == 0 ? [:] : kept))
  }

  @Test func wrongBytesAreNotKept() throws {
    let small = try SmallDistribution()
    let bytes = Array("<html>".utf8)
    let server = try LoopbackServer { _, _ in .file(bytes) }
    let paths = ["/outer.zip", "/inner.zip"]
    let expected = refused(
      "\(server.address(paths[0])): the file is not the listed one: it has 6 bytes and SHA-256 "
        + SHA256.digest(of: bytes[...]),
      "\(server.address(paths[1])): not an archive of a known format (zip, 7z, rar, tar)")
    #expect(throws: expected) { try small.fetch(server, from: paths).run { _ in } }
    #expect(try small.contents() == [:])
  }

  @Test func repackedDataAreNoListedArchive() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .file(small.repacked) }
    let expected = refused(
      "\(server.address("/outer.zip")): the file is not the listed one: it has "
        + "\(small.repacked.count) bytes and SHA-256 \(SHA256.digest(of: small.repacked[...]))")
    #expect(throws: expected) { try small.fetch(server).run { _ in } }
    #expect(try small.contents() == [:])
  }

  @Test func otherFilesInsideAreNotTheListedOnes() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in
      .file(Data(base64Encoded: Self.emptyZip).map(Array.init) ?? [])
    }
    let expected = refused(
      "\(server.address("/inner.zip")): the file lacks train_FD001.txt, test_FD001.txt, "
        + "RUL_FD001.txt as listed")
    #expect(throws: expected) { try small.fetch(server, from: ["/inner.zip"]).run { _ in } }
    #expect(try small.contents() == [:])
  }

  /// A zip with an empty member, `a`.
  private static let emptyZip =
    "UEsDBAoAAAAAAAAAIQAAAAAAAAAAAAAAAAABAAAAYVBLAQIUAAoAAAAAAAAAIQAAAAAAAAAAAAAAAAABAAAAAAAAAAAA"
    + "AAAAAAAAAABhUEsFBgAAAAABAAEALwAAAB8AAAAAAA=="

  @Test func nobodyListens() throws {
    let small = try SmallDistribution()
    let mirror = try #require(Mirror("http://127.0.0.1:1/there.zip"))
    let expected = refused("http://127.0.0.1:1/there.zip: nothing takes the connection")
    #expect(throws: expected) { try small.fetch(from: mirror).run { _ in } }
    #expect(try small.contents() == [:])
  }

  @Test func curlIsMissing() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .status(404) }
    let expected = DataSetError(nil, "downloads need the program no-curl; install the package curl")
    #expect(throws: expected) {
      try small.fetch(server, by: Curl(program: "no-curl")).run { _ in }
    }
    #expect(try small.contents() == [:])
  }

  @Test func theDiskIsFull() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    let part = small.folder.file(small.partName)
    try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: "/dev/full")
    let expected = DataSetError(
      Place(file: part),
      "the disk is full; make room and fetch again, which goes on where this ended")
    #expect(throws: expected) { try small.fetch(server).run { _ in } }
  }

  @Test func twoDownloadsDoNotMix() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    let first = try PartFile(of: small.path)
    try first.append([1].span)
    let expected = DataSetError(
      Place(file: first.path), "another process is downloading it; wait for its end")
    #expect(throws: expected) { try small.fetch(server).run { _ in } }
    #expect(try small.contents() == [small.partName: [1]])
    #expect(server.requests == [])
  }

  @Test func theFolderIsAFile() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    let folder = try small.folder.write([], to: "data")
    let fetch = Fetch(
      small.fetch(server).distribution, into: folder, from: nil, by: SmallDistribution.curl)
    #expect(throws: DataSetError(Place(file: folder), "the folder cannot be made")) {
      try fetch.run { _ in }
    }
    #expect(server.requests == [])
  }
}
