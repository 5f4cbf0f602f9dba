import TestSupport
import Testing

@testable import Archives

@Suite struct ArchiveLimitsTests {
  private func limits(_ name: ArchiveLimits.Name, _ value: Int) -> ArchiveLimits {
    var limits = ArchiveLimits.standard
    limits[name] = value
    return limits
  }

  private func remedy(_ name: String) -> String {
    "; if you trust the file, raise the limit with --archive-limit \(name)=N"
  }

  private static let zeros = [UInt8](repeating: 0, count: 1000)

  @Test(arguments: ArchiveWriter.Format.allCases)
  func bytesAreCountedInEveryFormat(_ format: ArchiveWriter.Format) throws {
    // What a plain tar holds takes no more room than the file.
    if format == .tar { return }
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes([("a", Self.zeros), ("b", Self.zeros)], format: format),
      to: "a\(format.suffix)")
    #expect(Contents(of: path, limits: limits(.bytes, 100_000)).error == nil)
    let error = try #require(Contents(of: path, limits: limits(.bytes, 1500)).error)
    #expect(error.hasPrefix(path))
    #expect(
      error.hasSuffix(": the archives unpack to more than 1500 bytes in all" + remedy("bytes")))
  }

  @Test func bytesAreCountedThroughAllLayers() throws {
    let folder = try TemporaryDirectory()
    let inner = try ArchiveWriter.bytes([("a", Self.zeros)])
    let outer = (1...4).map { ("\($0).zip", inner) }
    let path = try folder.write(ArchiveWriter.bytes(outer), to: "a.zip")
    let each = 1000 + inner.count
    #expect(Contents(of: path, limits: limits(.bytes, 4 * each)).error == nil)
    #expect(
      Contents(of: path, limits: limits(.bytes, 4 * each - 1)).error
        == "\(path) › 4.zip › a: the archives unpack to more than \(4 * each - 1) bytes in all"
        + remedy("bytes"))
  }

  @Test(arguments: [ArchiveWriter.Format.sevenZip, .compressedTar, .xzTar])
  func whatIsPassedOverIsCountedWhereItIsUnpackedForThat(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let members = (1...9).map { ("\($0)", Self.zeros) }
    let path = try folder.write(
      ArchiveWriter.bytes(members, format: format), to: "a\(format.suffix)")
    let error = #expect(throws: ArchiveError.self) {
      try Archive.visitMembers(of: path, limits: limits(.bytes, 5000)) { _ in .proceed }
    }
    #expect(
      error?.reason == "the archives unpack to more than 5000 bytes in all" + remedy("bytes"))
  }

  @Test func whatIsPassedOverInAStreamOfUnknownSizeIsCounted() throws {
    let folder = try TemporaryDirectory()
    let members = (1...9).map { ("\($0)", Self.zeros) }
    let inner = try ArchiveWriter.bytes(members, format: .streamedZip)
    let path = try folder.write(ArchiveWriter.bytes([("in.zip", inner)]), to: "a.zip")
    let error = #expect(throws: ArchiveError.self) {
      try Archive.visitAllMembers(of: path, limits: limits(.bytes, 5000)) { _ in .proceed }
    }
    #expect(
      error?.reason == "the archives unpack to more than 5000 bytes in all" + remedy("bytes"))
  }

  @Test func theRatioIsThatToTheBytesOnDisk() throws {
    let folder = try TemporaryDirectory()
    let zeros = [UInt8](repeating: 0, count: 65 << 20)
    let path = try folder.write(ArchiveWriter.bytes([("a", zeros)]), to: "a.zip")
    func walk(_ limits: ArchiveLimits) throws {
      try Archive.visitAllMembers(of: path, limits: limits) { member in
        _ = try member.read { _ in }
        return .proceed
      }
    }
    let expected = ArchiveError(
      Place(file: path, members: ["a"]),
      "the archives unpack to more than 10 times their size" + remedy("ratio"))
    #expect(throws: expected) { try walk(limits(.ratio, 10)) }
    #expect(throws: Never.self) { try walk(.standard) }
    #expect(throws: Never.self) { try walk(limits(.ratio, .max)) }
  }

  @Test func membersAreCountedThroughAllLayersWhateverTheyAre() throws {
    let folder = try TemporaryDirectory()
    let inner = try ArchiveWriter.bytes(texts: [("a/", ""), ("a/1", "1")], format: .tar)
    let path = try folder.write(
      ArchiveWriter.bytes([("in.tar", inner), ("last", [1])]), to: "a.zip")
    #expect(Contents(of: path, limits: limits(.members, 4)).error == nil)
    #expect(
      Contents(of: path, limits: limits(.members, 3)).error
        == "\(path) › last: the archives hold more than 3 members in all" + remedy("members"))
  }

  @Test func filesOfAFolderAllowForMoreAndAreNotCounted() throws {
    let folder = try TemporaryDirectory()
    for name in ["a", "b", "c"] { try folder.write(Self.zeros, to: name) }
    var none = ArchiveLimits.standard
    for name in ArchiveLimits.Name.allCases { none[name] = 0 }
    #expect(Contents(of: folder.path, limits: none).error == nil)
    #expect(Contents(of: folder.file("a"), limits: none, plainFiles: true).error == nil)
  }

  @Test func limitsAreNamed() {
    var limits = ArchiveLimits.standard
    #expect(ArchiveLimits.Name.allCases.map { limits[$0] } == [64 << 30, 1000, 1_000_000, 8])
    for (value, name) in ArchiveLimits.Name.allCases.enumerated() { limits[name] = value }
    #expect([limits.bytes, limits.ratio, limits.members, limits.nesting] == [0, 1, 2, 3])
  }
}
