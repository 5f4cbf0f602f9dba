import Archives
import TestSupport
import Testing

@testable import Datasets

/// Downloads from an address that the user names.
struct MirrorTests {
  private func outcome(
    _ small: SmallDistribution, _ path: String, _ files: [String: [UInt8]]
  ) throws -> (Fetch.Outcome, LoopbackServer) {
    let server = try LoopbackServer { request, _ in
      files[request.path].map { .file($0) } ?? .status(404)
    }
    let mirror = try #require(Mirror(server.address(path)))
    return (try small.fetch(from: mirror).run { _ in }, server)
  }

  @Test func aFolderHasTheFilesUnderTheirNames() throws {
    let small = try SmallDistribution()
    let (outcome, server) = try outcome(small, "/a/", ["/a/the%20outer.zip": small.archive])
    #expect(outcome.path == small.path)
    #expect(outcome.evidence == .listedFile)
    #expect(outcome.address == server.address("/a/the%20outer.zip"))
  }

  @Test func aFolderMayHaveAnyOfTheFiles() throws {
    let small = try SmallDistribution()
    let (outcome, server) = try outcome(small, "/", ["/inner.zip": small.repacked])
    #expect(outcome.path == small.folder.file("inner.zip"))
    #expect(outcome.evidence == .listedMembers)
    #expect(server.requests.map(\.path) == ["/the%20outer.zip", "/inner.zip"])
    #expect(try small.contents() == ["inner.zip": small.repacked])
  }

  @Test(arguments: [
    ("/inner.zip?download=1", "inner.zip"), ("/the+outer.zip", "the outer.zip"),
    ("/the%20outer.zip", "the outer.zip"), ("/file/12", "the outer.zip"),
  ])
  func theAddressOfAFileNamesIt(path: String, name: String) throws {
    let small = try SmallDistribution()
    let (outcome, _) = try outcome(small, path, [path: small.archive])
    #expect(outcome.path == small.folder.file(name))
    #expect(try small.contents() == [name: small.archive])
  }

  @Test func completeDataOfUnlistedDigestsAreAccepted() throws {
    let small = try SmallDistribution()
    var other = SmallBenchmark()
    other.lives = ["112", "98"]
    let archive = try ArchiveWriter.bytes(texts: other.members, format: .compressedTar)
    let (outcome, _) = try outcome(small, "/inner.zip", ["/inner.zip": archive])
    #expect(outcome.evidence == .completeness)
    #expect(outcome.content.sha256 == SHA256.digest(of: archive[...]))
    #expect(try small.contents() == ["inner.zip": archive])
  }

  @Test func incompleteDataAreNot() throws {
    let small = try SmallDistribution()
    let archive = try ArchiveWriter.bytes(texts: SmallBenchmark().members.dropLast())
    let server = try LoopbackServer { _, _ in .file(archive) }
    let mirror = try #require(Mirror(server.address("/x.zip")))
    let expected = DataSetError(
      nil,
      "cmapss cannot be downloaded (\(server.address("/x.zip")): the file is no complete cmapss; "
        + "missing: RUL_FD001.txt); try again later, or name another place with --mirror")
    #expect(throws: expected) { try small.fetch(from: mirror).run { _ in } }
    #expect(try small.contents() == [:])
  }

  @Test(arguments: ["ftp://a/b.zip", "/a/b.zip", "-o", ""])
  func otherAddressesAreRefused(address: String) {
    #expect(Mirror(address) == nil)
  }
}
