import TestSupport
import Testing

@testable import Archives

@Suite struct RARTests {
  private static let remedy =
    "download it again, or unpack it with unrar x, which reads more of RAR than libarchive"
    + " does, and give the folder or pack it as zip"
  private static let members = [
    RARWriter.Member("1st_test/2003.10.22.12.06.24", Array("1\t2\r\n".utf8)),
    RARWriter.Member("link", Array("/etc/passwd".utf8), mode: 0o120777),
    RARWriter.Member("b.txt", Array("3\n".utf8)),
  ]
  private static let found = ["1st_test/2003.10.22.12.06.24": "1\t2\r\n", "b.txt": "3\n"]

  @Test(arguments: RARWriter.Version.allCases)
  func storedMembersAreRead(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    let bytes = RARWriter().bytes(Self.members, version)
    let path = try folder.write(bytes, to: "a.rar")
    let contents = Contents(of: path)
    #expect(contents.error == nil)
    #expect(contents.found == Self.found)
    for format in ArchiveWriter.Format.allCases {
      let outer = try folder.write(
        ArchiveWriter.bytes([("in.rar", bytes)], format: format), to: "b\(format.suffix)")
      let nested = Contents(of: outer)
      #expect(nested.error == nil)
      #expect(nested.places == ["in.rar › 1st_test/2003.10.22.12.06.24", "in.rar › b.txt"])
    }
  }

  @Test(arguments: RARWriter.Version.allCases)
  func aCutAnywhereIsAnError(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    let bytes = RARWriter().bytes(Self.members, version)
    for length in 0..<bytes.count {
      let path = try folder.write(bytes.prefix(length), to: "a.rar")
      #expect(Contents(of: path).error?.hasPrefix(path) == true, "cut to \(length) bytes")
      let outer = try folder.write(
        ArchiveWriter.bytes([("in.rar", Array(bytes.prefix(length)))]), to: "b.zip")
      #expect(Contents(of: outer).error?.hasPrefix(outer) == true, "cut to \(length) bytes")
    }
  }

  @Test(arguments: RARWriter.Version.allCases)
  func aFlippedByteIsAWrongChecksum(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    var bytes = RARWriter().bytes(Self.members, version)
    let text = try #require(bytes.firstRange(of: Array("3\n".utf8)))
    bytes[text.lowerBound] ^= 1
    let path = try folder.write(bytes, to: "a.rar")
    #expect(
      Contents(of: path).error
        == "\(path) › b.txt: cannot be read (its checksum is wrong); \(Self.remedy)")
  }

  @Test(arguments: RARWriter.Version.allCases)
  func damageInWhatIsNotReadStopsNothing(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    var bytes = RARWriter().bytes(Self.members, version)
    let text = try #require(bytes.firstRange(of: Array("1\t2".utf8)))
    bytes[text.lowerBound] ^= 1
    let path = try folder.write(bytes, to: "a.rar")
    try Archive.visitMembers(of: path) { member in
      if member.name == "b.txt" {
        let content = try member.read { _ in }
        #expect(content.sha256 == SHA256.digest(of: "3\n"))
      }
      return .proceed
    }
  }

  @Test(arguments: RARWriter.Version.allCases)
  func anEndBetweenTwoMembersIsACut(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    let endSize = version == .three ? 7 : 8
    let whole = RARWriter().bytes(Self.members, version)
    let path = try folder.write(whole.dropLast(endSize), to: "a.rar")
    #expect(
      Contents(of: path).error
        == "\(path): the archive ends without its end mark; it is cut short, so pack it again")
  }

  @Test(arguments: RARWriter.Version.allCases)
  func volumesAreToBeJoined(_ version: RARWriter.Version) throws {
    let folder = try TemporaryDirectory()
    let bytes = RARWriter(archiveFlags: 1).bytes(Self.members, version)
    let reason =
      "is one volume of several; unpack them together with unrar x and give the folder, "
      + "or pack it as zip"
    let path = try folder.write(bytes, to: "a.part1.rar")
    #expect(Contents(of: path).error == "\(path): \(reason)")
    let outer = try folder.write(ArchiveWriter.bytes([("a.part1.rar", bytes)]), to: "b.zip")
    #expect(Contents(of: outer).error == "\(outer) › a.part1.rar: \(reason)")
  }

  @Test func encryptedHeadersAreSaid() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(RARWriter(archiveFlags: 0x80).bytes(Self.members), to: "a.rar")
    #expect(
      Contents(of: path).error == "\(path): is encrypted; unpack it with its password and give the "
        + "folder, or pack it again without one")
  }

  @Test(
    .enabled(if: SharedData.has("data/rar"), "\(SharedData.reason)"),
    arguments: ["normal", "best"])
  func compressedMembersAreReadAndLinksPassedOver(_ name: String) throws {
    let contents = Contents(of: SharedData.file("data/rar/rar_compress_\(name).rar"))
    #expect(contents.error == nil)
    #expect(
      contents.places == [
        "LibarchiveAddingTest.html", "testdir/test.txt", "testdir/LibarchiveAddingTest.html",
      ])
    #expect(contents.members.map(\.text.utf8.count) == [20111, 20, 20111])
    #expect(contents.members[1].text == "test text document\r\n")
  }

  @Test(.enabled(if: SharedData.has("data/rar"), "\(SharedData.reason)"))
  func aMemberThatCannotBeUnpackedNamesTheWayOut() throws {
    let path = SharedData.file("data/rar/rar_ppmd_lzss_conversion.rar")
    let expected = ArchiveError(
      Place(file: path, members: ["ppmd_lzss_conversion_test.txt"]),
      "cannot be read (File CRC error); \(Self.remedy)")
    #expect(throws: expected) {
      try Archive.visitAllMembers(of: path) { member in
        _ = try member.read { _ in }
        return .proceed
      }
    }
  }
}
