import Archives
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// Downloads of a small data set from a server on this machine.
struct FetchTests {
  @Test func aFileIsDownloadedCheckedAndPutInPlace() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    var progress: [Fetch.Progress] = []
    let outcome = try small.fetch(server).run { progress.append($0) }
    #expect(outcome.path == small.path)
    #expect(outcome.content == small.content)
    #expect(outcome.evidence == .listedFile)
    #expect(outcome.address == server.address("/outer.zip"))
    #expect(try small.contents() == [small.fileName: small.archive])
    #expect(server.requests == [LoopbackServer.Request(path: "/outer.zip")])
    #expect(
      progress.last(where: { if case .receiving = $0 { true } else { false } })
        == .receiving(
          file: small.fileName, bytes: small.archive.count, total: small.archive.count))
    #expect(progress.last == .checking(file: small.path))
  }

  @Test func aGoodFileIsLeftAsItIs() throws {
    let small = try SmallDistribution()
    try small.folder.write(small.archive, to: small.fileName)
    let server = try LoopbackServer { _, _ in .status(500) }
    let outcome = try small.fetch(server).run { _ in }
    #expect(outcome.path == small.path)
    #expect(outcome.evidence == .listedFile)
    #expect(outcome.address == nil)
    #expect(server.requests == [])
  }

  @Test func aBadFileIsNotOverwritten() throws {
    let small = try SmallDistribution()
    let bad = Array("no archive".utf8)
    try small.folder.write(bad, to: small.fileName)
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    let expected = DataSetError(
      Place(file: small.path),
      "the file is there, but is no good: not an archive of a known format (zip, 7z, rar, tar); "
        + "remove it, or download into another folder with --to")
    #expect(throws: expected) { try small.fetch(server).run { _ in } }
    #expect(try small.contents() == [small.fileName: bad])
    #expect(server.requests == [])
  }

  @Test func aDownloadGoesOnWhereItEnded() throws {
    let small = try SmallDistribution()
    try small.folder.write(small.archive.prefix(100), to: small.partName)
    let server = try LoopbackServer { request, _ in .file(small.archive, from: request.offset) }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    #expect(server.requests == [LoopbackServer.Request(path: "/outer.zip", offset: 100)])
    #expect(try small.contents() == [small.fileName: small.archive])
  }

  @Test(arguments: [0, 3])
  func aWholeOrTooLongBeginningIsChecked(surplus: Int) throws {
    let small = try SmallDistribution()
    try small.folder.write(
      small.archive + [UInt8](repeating: 0, count: surplus), to: small.partName)
    let server = try LoopbackServer { request, _ in .file(small.archive, from: request.offset) }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    #expect(
      server.requests.map(\.offset)
        == [small.archive.count + surplus] + (surplus == 0 ? [] : [nil]))
    #expect(try small.contents() == [small.fileName: small.archive])
  }

  @Test func theBeginningOfAnotherFileIsDroppedOnce() throws {
    let small = try SmallDistribution()
    try small.folder.write([UInt8](repeating: 7, count: 100), to: small.partName)
    let server = try LoopbackServer { request, _ in .file(small.archive, from: request.offset) }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    #expect(server.requests.map(\.offset) == [100, nil])
    #expect(try small.contents() == [small.fileName: small.archive])
  }

  @Test func aServerWithoutRangesIsAskedForTheWhole() throws {
    let small = try SmallDistribution()
    try small.folder.write(small.archive.prefix(100), to: small.partName)
    let server = try LoopbackServer { _, _ in .file(small.archive) }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    #expect(server.requests.map(\.offset) == [100, nil])
    #expect(try small.contents() == [small.fileName: small.archive])
  }

  @Test func attemptsThatBringSomethingAreNotCounted() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { request, _ in
      .file(small.archive, from: request.offset, sending: 60)
    }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    let starts = stride(from: 60, to: small.archive.count, by: 60)
    #expect(server.requests.map(\.offset) == [nil] + starts.map { $0 })
    #expect(try small.contents() == [small.fileName: small.archive])
  }

  @Test func redirectsAreFollowed() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { request, _ in
      request.path == "/outer.zip" ? .redirect(to: "/there") : .file(small.archive)
    }
    #expect(try small.fetch(server).run { _ in }.address == server.address("/outer.zip"))
    #expect(server.requests.map(\.path) == ["/outer.zip", "/there"])
  }

  @Test func aServerThatRecoversIsAskedAgain() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { _, number in
      number < 2 ? .status(503) : .file(small.archive)
    }
    #expect(try small.fetch(server).run { _ in }.evidence == .listedFile)
    #expect(server.requests.count == 3)
  }

  @Test func theNextAddressIsTried() throws {
    let small = try SmallDistribution()
    let server = try LoopbackServer { request, _ in
      request.path == "/inner.zip" ? .file(small.repacked) : .status(404)
    }
    let outcome = try small.fetch(server, from: ["/outer.zip", "/inner.zip"]).run { _ in }
    #expect(outcome.path == small.folder.file("inner.zip"))
    #expect(outcome.evidence == .listedMembers)
    #expect(try small.contents() == ["inner.zip": small.repacked])
  }
}
