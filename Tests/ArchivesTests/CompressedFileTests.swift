import Foundation
import TestSupport
import Testing

@testable import Archives

@Suite struct CompressedFileTests {
  private static let text = (1...3000).map { "\($0),\($0 * 7 % 13)\n" }.joined()
  private static let unknown =
    "not a compressed file of a known format (gzip, bzip2, xz, zstd)"

  @Test(arguments: ArchiveWriter.Compression.allCases)
  func theContentIsTheOnlyMember(_ compression: ArchiveWriter.Compression) throws {
    let folder = try TemporaryDirectory()
    let bytes = try ArchiveWriter.bytes(of: Array(Self.text.utf8), compression)
    let name = "table.csv\(compression.rawValue)"
    let path = try folder.write(bytes, to: name)
    for plainFiles in [false, true] {
      let alone = Contents(of: path, plainFiles: plainFiles)
      #expect(alone.error == nil)
      #expect(alone.found == ["table.csv": Self.text])
    }
    try Archive.visitMembers(of: path) { member in
      #expect(member.containerFormat == "\(compression)")
      #expect(member.size == nil)
      #expect(member.fileName == "table.csv")
      return .proceed
    }
    #expect(Contents(of: folder.path).found == ["\(name) › table.csv": Self.text])
    let packed = try folder.write(ArchiveWriter.bytes([("in/\(name)", bytes)]), to: "a.zip")
    #expect(Contents(of: packed).found == ["in/\(name) › table.csv": Self.text])
  }

  @Test(arguments: ArchiveWriter.Compression.allCases)
  func aCutAnywhereIsAnError(_ compression: ArchiveWriter.Compression) throws {
    let folder = try TemporaryDirectory()
    let bytes = try ArchiveWriter.bytes(of: Array(Self.text.utf8), compression)
    for length in stride(from: 0, to: bytes.count, by: 13) {
      let path = try folder.write(bytes.prefix(length), to: "a.csv\(compression.rawValue)")
      #expect(Contents(of: path).error?.hasPrefix(path) == true, "cut to \(length) bytes")
    }
    for missing in 1...16 {
      let path = try folder.write(bytes.dropLast(missing), to: "a.csv\(compression.rawValue)")
      #expect(Contents(of: path).error?.hasPrefix(path) == true, "\(missing) bytes are missing")
    }
  }

  @Test(arguments: ArchiveWriter.Compression.allCases)
  func whatStandsBehindTheDataIsRefused(_ compression: ArchiveWriter.Compression) throws {
    let folder = try TemporaryDirectory()
    let bytes = try ArchiveWriter.bytes(of: Array("1,2\n".utf8), compression)
    let path = try folder.write(
      bytes + Array("more".utf8), to: "a.csv\(compression.rawValue)")
    #expect(Contents(of: path).error?.hasPrefix("\(path)") == true)
    // Programs that compress in parallel write one piece after another.
    let twice = try folder.write(bytes + bytes, to: "b.csv\(compression.rawValue)")
    #expect(Contents(of: twice).error == nil)
    #expect(Contents(of: twice).found == ["b.csv": "1,2\n1,2\n"])
  }

  @Test func aWrongChecksumOfGzipIsFound() throws {
    let folder = try TemporaryDirectory()
    // Too short to be compressed, so that a flipped bit changes the text and nothing else.
    var bytes = try #require(
      Data(base64Encoded: "H4sIAAAAAAAEAwEEAPv/MSwyCjNCIVUEAAAA").map(Array.init))
    let path = try folder.write(bytes, to: "a.csv.gz")
    #expect(Contents(of: path).found == ["a.csv": "1,2\n"])
    let digit = try #require(bytes.firstIndex(of: UInt8(ascii: "2")))
    bytes[digit] = UInt8(ascii: "3")
    for (name, place) in [("a.csv.gz", ""), ("a.tar.gz", "")] {
      let path = try folder.write(bytes, to: name)
      #expect(
        Contents(of: path).error == "\(path)\(place): cannot be read (gzip: incorrect data check); "
          + "download it or pack it again")
    }
  }

  @Test func anEmptyFileIsAnEmptyMember() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(ArchiveWriter.bytes(of: [], .gzip), to: "a.csv.gz")
    #expect(Contents(of: path).found == ["a.csv": ""])
  }

  @Test func somethingElseUnderSuchANameIsRefused() throws {
    let folder = try TemporaryDirectory()
    for text in ["", "1,2\n"] {
      let path = try folder.write(Array(text.utf8), to: "a.csv.gz")
      #expect(Contents(of: path).error == "\(path): \(Self.unknown)")
    }
    let packed = try folder.write(ArchiveWriter.bytes(texts: [("a.xz", "x")]), to: "a.zip")
    #expect(Contents(of: packed).error == "\(packed) › a.xz: \(Self.unknown)")
  }

  @Test func aPlainFileIsAMemberWhereThatIsAskedFor() throws {
    let folder = try TemporaryDirectory()
    for name in ["table.csv", "2004.02.12.10.32.39"] {
      let path = try folder.write(Array(Self.text.utf8), to: name)
      #expect(
        Contents(of: path).error == "\(path): not an archive of a known format (zip, 7z, rar, tar)")
      var visited = 0
      try Archive.visitAllMembers(of: path, plainFiles: true) { member in
        visited += 1
        #expect(member.name == name)
        #expect(member.place == Place(file: path))
        #expect(member.size == Self.text.utf8.count)
        #expect(member.containerFormat == "text")
        let content = try member.read { _ in }
        #expect(content.sha256 == SHA256.digest(of: Self.text))
        return .proceed
      }
      #expect(visited == 1)
    }
  }

  @Test(arguments: ArchiveWriter.Format.allCases)
  func anArchiveIsNoPlainFileWhateverItsName(_ format: ArchiveWriter.Format) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: [("t.txt", "1")], format: format), to: "table")
    #expect(Contents(of: path, plainFiles: true).found == ["t.txt": "1"])
  }

  @Test func theNameOfAnArchiveIsKeptToWherePlainFilesAreAskedFor() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Array("1,2\n".utf8), to: "a.zip")
    #expect(
      Contents(of: path, plainFiles: true).error
        == "\(path): not an archive of a known format (zip, 7z, rar, tar)")
  }
}
