import Foundation
import TestSupport
import Testing

@testable import Archives

@Suite struct ArchiveTests {
  private static let text = (1...5000).map { "\($0) \($0 * 7 % 13)\n" }.joined()
  private static let members = [
    (name: "folder/", text: ""), (name: "folder/eins.txt", text: text),
    (name: "zwölf.txt", text: "2"),
  ]

  @Test(arguments: ArchiveWriter.Format.allCases)
  func membersAreStreams(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: Self.members, format: format), to: "a.archive")
    let contents = Contents(of: path)
    #expect(contents.error == nil)
    #expect(contents.found == ["folder/eins.txt": Self.text, "zwölf.txt": "2"])
    #expect(try folder.contents() == ["a.archive"])
  }

  @Test(arguments: ArchiveWriter.Format.allCases, ArchiveWriter.Format.allCases)
  func archivesInArchivesAreWalkedInPlace(
    _ outer: ArchiveWriter.Format, _ inner: ArchiveWriter.Format
  ) throws {
    let folder = try TemporaryDirectory()
    let name = "in\(inner.suffix)"
    let nested = try ArchiveWriter.bytes(texts: Self.members, format: inner)
    let path = try folder.write(
      ArchiveWriter.bytes([(name, nested), ("last", [65])], format: outer), to: "a.zip")
    let contents = Contents(of: path)
    #expect(contents.error == nil)
    #expect(
      contents.found == [
        "\(name) › folder/eins.txt": Self.text, "\(name) › zwölf.txt": "2", "last": "A",
      ])
  }

  @Test func whatIsNotReadIsSkippedAndAWalkCanStop() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(ArchiveWriter.bytes(texts: Self.members), to: "a.zip")
    var names: [String] = []
    try Archive.visitMembers(of: path) { member in
      names.append(String(member.fileName))
      return .proceed
    }
    #expect(names == ["eins.txt", "zwölf.txt"])
    try Archive.visitMembers(of: path) { member in
      names.append(member.name)
      #expect(member.containerFormat == "zip")
      return .stop
    }
    #expect(names == ["eins.txt", "zwölf.txt", "folder/eins.txt"])
  }

  @Test func aMissingFileIsNamed() {
    #expect(Contents(of: "/nowhere/a.zip").error == "/nowhere/a.zip: there is no such file")
  }

  @Test func aFileThatIsNoArchiveIsRefused() throws {
    let folder = try TemporaryDirectory()
    for text in ["", "P", String(repeating: "no archive\n", count: 100)] {
      let path = try folder.write(Array(text.utf8), to: "a.zip")
      #expect(
        Contents(of: path).error == "\(path): not an archive of a known format (zip, 7z, rar, tar)")
    }
  }

  @Test func aZipCutShortIsRefusedBeforeAnythingIsRead() throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(texts: Self.members)
    for length in [40, whole.count / 2, whole.count - 1] {
      let path = try folder.write(whole.prefix(length), to: "a.zip")
      let contents = Contents(of: path)
      #expect(contents.found == [:])
      #expect(
        contents.error == "\(path): the file ends before its table of contents; it is cut short, "
          + "so download it again")
    }
  }

  @Test(arguments: ArchiveWriter.Format.zips, ArchiveWriter.Format.zips)
  func anInnerZipCutShortAnywhereIsRefused(
    _ outer: ArchiveWriter.Format, _ inner: ArchiveWriter.Format
  ) throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(
      texts: [("a.txt", "1 2 3\n"), ("b.txt", "4 5 6\n")], format: inner)
    for length in 0..<whole.count {
      let path = try folder.write(
        ArchiveWriter.bytes([("in.zip", Array(whole.prefix(length)))], format: outer), to: "a.zip")
      let error = try #require(Contents(of: path).error, "cut to \(length) bytes")
      #expect(error.hasPrefix("\(path) › in.zip"))
    }
  }

  private static let wrongChecksum =
    "cannot be read (ZIP bad CRC: 0x733fe7be should be 0xe89aabd1); download it or pack it again"

  @Test func aFlippedByteIsAWrongChecksumInAFileAndInAStream() throws {
    let folder = try TemporaryDirectory()
    let damaged = try flipped(Self.storedWithSizes)
    let plain = try folder.write(damaged, to: "a.zip")
    #expect(Contents(of: plain).error == "\(plain) › a.txt: \(Self.wrongChecksum)")
    let nested = try folder.write(ArchiveWriter.bytes([("in.zip", damaged)]), to: "b.zip")
    #expect(Contents(of: nested).error == "\(nested) › in.zip › a.txt: \(Self.wrongChecksum)")
  }

  @Test func aFlippedByteBeforeADataDescriptorIsFound() throws {
    let folder = try TemporaryDirectory()
    let damaged = try flipped(
      ArchiveWriter.bytes(texts: [("a.txt", "518.67 642.5\n")], format: .streamedStoredZip))
    let plain = try folder.write(damaged, to: "a.zip")
    #expect(Contents(of: plain).error == "\(plain) › a.txt: \(Self.wrongChecksum)")
    // In a stream, a stored member ends where a descriptor matches what was read, so none is found.
    let nested = try folder.write(ArchiveWriter.bytes([("in.zip", damaged)]), to: "b.zip")
    #expect(
      Contents(of: nested).error == "\(nested) › in.zip › a.txt: cannot be read "
        + "(Truncated ZIP file data); download it or pack it again")
  }

  @Test func sizesMayStandBeforeTheData() throws {
    let folder = try TemporaryDirectory()
    for zip in [Self.storedWithSizes, Self.deflatedWithSizes] {
      let path = try folder.write(ArchiveWriter.bytes([("in.zip", zip)]), to: "a.zip")
      let contents = Contents(of: path)
      #expect(contents.error == nil)
      #expect(contents.found == ["in.zip › a.txt": "518.67 642.5\n"])
    }
  }

  @Test func aDamagedEndOfAnInnerZipIsFoundByTheOuterChecksum() throws {
    let folder = try TemporaryDirectory()
    // Longer than one block, so that the inner member is whole before the damage is met.
    let text = String(repeating: Self.text, count: 20)
    let inner = try ArchiveWriter.bytes(texts: [("a.txt", text)], format: .storedZip)
    var outer = try ArchiveWriter.bytes([("in.zip", inner)], format: .storedZip)
    // The time stamp in the inner directory: nothing that libarchive reads of a streamed zip.
    let directory = try #require(outer.firstRange(of: Array("PK\u{1}\u{2}".utf8)))
    outer[directory.lowerBound + 12] ^= 1
    let path = try folder.write(outer, to: "a.zip")
    let contents = Contents(of: path)
    #expect(contents.found == ["in.zip › a.txt": text])
    #expect(contents.error?.hasPrefix("\(path) › in.zip: cannot be read (ZIP bad CRC: ") == true)
  }

  private func flipped(_ zip: [UInt8]) throws -> [UInt8] {
    var bytes = zip
    let data = try #require(bytes.firstRange(of: Array("518.67".utf8)))
    bytes[data.lowerBound + 1] ^= 1
    return bytes
  }

  /// Archives of `a.txt` as Python's zipfile writes them, with the size before the data; libarchive
  /// always writes it behind them.
  private static let storedWithSizes = base64(
    "UEsDBBQAAAAAAAAAISjRq5roDQAAAA0AAAAFAAAAYS50eHQ1MTguNjcgNjQyLjUKUEsBAhQDFAAAAAAAAAAhKNGr"
      + "mugNAAAADQAAAAUAAAAAAAAAAAAAAIABAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAADAAAAAAAA==")
  private static let deflatedWithSizes = base64(
    "UEsDBBQAAAAIAAAAISjRq5roDwAAAA0AAAAFAAAAYS50eHQzNbTQMzNXMDMx0jPlAgBQSwECFAMUAAAACAAAACEo"
      + "0aua6A8AAAANAAAABQAAAAAAAAAAAAAAgAEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAAMgAAAAAA")

  private static func base64(_ text: String) -> [UInt8] {
    Data(base64Encoded: text).map(Array.init) ?? []
  }

  @Test func archivesNestOnlySoDeep() throws {
    let folder = try TemporaryDirectory()
    var bytes = try ArchiveWriter.bytes(texts: [("a.txt", "1\n")])
    for _ in 0..<8 { bytes = try ArchiveWriter.bytes([("a.zip", bytes)]) }
    #expect(try Contents(of: folder.write(bytes, to: "a.zip")).error == nil)
    let path = try folder.write(ArchiveWriter.bytes([("a.zip", bytes)]), to: "a.zip")
    let place = ([path] + Array(repeating: "a.zip", count: 9)).joined(separator: " › ")
    #expect(
      Contents(of: path).error == "\(place): archives are nested more than 8 deep; "
        + "if you trust the file, raise the limit with --archive-limit nesting=N")
    var limits = ArchiveLimits.standard
    limits[.nesting] = 9
    #expect(Contents(of: path, limits: limits).error == nil)
  }

  @Test func somethingElseUnderTheNameOfAnArchiveIsRefused() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("in.zip", "this is no zip file, is it?")]), to: "a.zip")
    #expect(
      Contents(of: path).error
        == "\(path) › in.zip: not an archive of a known format (zip, 7z, rar, tar)")
  }

  @Test func filesHaveDigests() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Array(Self.text.utf8), to: "a.txt")
    #expect(
      try FileBytes.digest(of: path)
        == MemberContent(bytes: Self.text.utf8.count, sha256: SHA256.digest(of: Self.text)))
  }

  @Test func temporaryDirectoriesRemoveThemselves() throws {
    var folder: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(try folder?.write([1], to: "a"))
    #expect(throws: Never.self) { try FileBytes.digest(of: path) }
    folder = nil
    #expect(throws: ArchiveError(Place(file: path), "there is no such file")) {
      try FileBytes.digest(of: path)
    }
  }
}
