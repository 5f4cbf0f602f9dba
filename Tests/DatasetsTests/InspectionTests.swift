import Archives
import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct InspectionTests {
  private func inspect(_ path: String) throws -> Inspection {
    try Inspection(ofArchiveAt: path, SmallBenchmark.benchmark)
  }

  @Test func aWholeArchiveIsDescribed() throws {
    let folder = try TemporaryDirectory()
    let inner = try ArchiveWriter.bytes(texts: SmallBenchmark().members)
    let path = try folder.write(
      ArchiveWriter.bytes([("a/in.zip", inner), ("note", [65])], format: .compressedTar),
      to: "a.tar.gz")
    let inspection = try inspect(path)
    let file = try FileBytes.digest(of: path)
    #expect(inspection.file == path)
    #expect(inspection.bytes == file.bytes)
    #expect(inspection.sha256 == file.sha256)
    #expect(!inspection.isKnown)
    #expect(
      inspection.layers == [
        Inspection.Layer(path: "", format: "tar (gzip)"),
        Inspection.Layer(path: "a/in.zip", format: "zip"),
      ])
    #expect(
      inspection.members.map(\.path) == [
        "a/in.zip › readme.txt", "a/in.zip › train_FD001.txt", "a/in.zip › test_FD001.txt",
        "a/in.zip › RUL_FD001.txt", "note",
      ])
    #expect(inspection.members[4].sha256 == SHA256.digest(of: "A"))
    #expect(
      inspection.dataSets == [
        Inspection.Found(
          source: "cmapss", subset: "FD001",
          parts: [
            Inspection.Part(
              name: "train", units: 2, rows: 5, channels: 24, gaps: 0, firstTime: 1, lastTime: 3,
              first: "1", last: "3"),
            Inspection.Part(
              name: "test", units: 2, rows: 3, channels: 24, gaps: 0, firstTime: 1, lastTime: 2,
              first: "1", last: "2"),
          ], isComplete: true)
      ])
    #expect(inspection.missing == [])
    #expect(inspection.damage == [])
    let encoded = try JSONEncoder().encode(inspection)
    #expect(try JSONDecoder().decode(Inspection.self, from: encoded) == inspection)
    #expect(try folder.contents() == ["a.tar.gz"])
  }

  @Test func aPartOfTheDataSetIsAccepted() throws {
    let folder = try TemporaryDirectory()
    let inspection = try inspect(SmallBenchmark().write(to: folder) { $0.removeLast() })
    #expect(inspection.missing == ["RUL_FD001.txt"])
    #expect(inspection.damage == [])
    #expect(inspection.dataSets.map(\.isComplete) == [false])
  }

  @Test func anotherArchiveLacksNothing() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(ArchiveWriter.bytes(texts: [("a.txt", "A")]), to: "a.zip")
    let inspection = try inspect(path)
    #expect(inspection.members.map(\.path) == ["a.txt"])
    #expect(inspection.dataSets == [])
    #expect(inspection.missing == [])
  }

  @Test func damageIsListedAndTheRestIsRead() throws {
    let folder = try TemporaryDirectory()
    var small = SmallBenchmark()
    small.test[1] = "1 2 x"
    small.lives = ["1", "2", "3"]
    let path = try small.write(to: folder, format: .storedZip)
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let place = try #require(bytes.firstRange(of: Array("203.1".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "9")
    try folder.write(bytes, to: "CMAPSSData.zip")
    let inspection = try inspect(path)
    #expect(
      inspection.members.map(\.path) == ["readme.txt", "test_FD001.txt", "RUL_FD001.txt"])
    #expect(inspection.missing == [])
    #expect(inspection.dataSets == [])
    #expect(inspection.damage.count == 2)
    #expect(
      inspection.damage[0].hasPrefix("\(path) › train_FD001.txt: cannot be read (ZIP bad CRC: "))
    #expect(
      inspection.damage[1]
        == "\(path) › test_FD001.txt, line 2, column 3: \"x\" stands where a number belongs")
  }

  @Test func anInnerArchiveCutShortIsReadAsFarAsItGoes() throws {
    let folder = try TemporaryDirectory()
    let inner = try ArchiveWriter.bytes(texts: SmallBenchmark().members)
    let cut = try #require(inner.firstRange(of: Array("RUL_".utf8))).lowerBound + 20
    let path = try folder.write(
      ArchiveWriter.bytes([("in.zip", Array(inner.prefix(cut))), ("note", [65])]), to: "a.zip")
    let inspection = try inspect(path)
    #expect(
      inspection.members.map(\.path) == [
        "in.zip › readme.txt", "in.zip › train_FD001.txt", "in.zip › test_FD001.txt", "note",
      ])
    #expect(inspection.dataSets.map(\.parts.count) == [2])
    #expect(inspection.dataSets.map(\.isComplete) == [false])
    #expect(inspection.missing == [])
    #expect(inspection.unreached == ["RUL_FD001.txt"])
    #expect(
      inspection.damage == [
        "\(path) › in.zip: cannot be read (Truncated ZIP file header); "
          + "download it or pack it again"
      ])
  }

  @Test func aZipCutShortIsReadAsFarAsItGoes() throws {
    let folder = try TemporaryDirectory()
    let whole = try ArchiveWriter.bytes(texts: SmallBenchmark().members)
    let cut = try #require(whole.firstRange(of: Array("RUL_".utf8))).lowerBound + 20
    let path = try folder.write(whole.prefix(cut), to: "a.zip")
    let inspection = try inspect(path)
    #expect(inspection.layers == [Inspection.Layer(path: "", format: "zip")])
    #expect(
      inspection.members.map(\.path) == ["readme.txt", "train_FD001.txt", "test_FD001.txt"])
    #expect(inspection.dataSets.map(\.isComplete) == [false])
    #expect(inspection.missing == [])
    #expect(inspection.unreached == ["RUL_FD001.txt"])
    #expect(
      inspection.damage == [
        "\(path): the file ends before its table of contents; it is cut short, so download it again",
        "\(path): cannot be read (Truncated ZIP file header); download it or pack it again",
      ])
  }

  @Test func whatStandsBehindADamagedMemberIsNotMissing() throws {
    let folder = try TemporaryDirectory()
    let small = SmallBenchmark()
    var bytes = RARWriter().bytes(
      small.members.map { RARWriter.Member($0.name, Array($0.text.utf8)) })
    // The header of the third member: no reader finds what follows it.
    let name = try #require(bytes.firstRange(of: Array("test_FD001".utf8)))
    bytes[name.lowerBound] ^= 1
    let path = try folder.write(ArchiveWriter.bytes([("in.rar", bytes), ("b", [1])]), to: "a.zip")
    let inspection = try inspect(path)
    #expect(inspection.layers.map(\.format) == ["zip", "rar"])
    #expect(
      inspection.members.map(\.path) == ["in.rar › readme.txt", "in.rar › train_FD001.txt", "b"])
    #expect(inspection.missing == [])
    #expect(inspection.unreached == ["test_FD001.txt", "RUL_FD001.txt"])
    #expect(inspection.damage.count == 1)
    #expect(
      inspection.damage[0].hasPrefix("\(path) › in.rar: cannot be read (Header CRC error); "))
  }

  @Test func aFolderIsDescribed() throws {
    let folder = try TemporaryDirectory()
    let members = SmallBenchmark().members
    for member in members.dropLast() { try folder.write(Array(member.text.utf8), to: member.name) }
    try folder.write(
      ArchiveWriter.bytes(texts: [members[3]], format: .sevenZip), to: "more/lives.7z")
    let inspection = try inspect(folder.path)
    #expect(
      inspection.layers == [
        Inspection.Layer(path: "", format: "folder"),
        Inspection.Layer(path: "more/lives.7z", format: "7z"),
      ])
    #expect(inspection.dataSets.map(\.isComplete) == [true])
    #expect(inspection.damage == [])
    #expect(inspection.bytes == (try FileBytes.digest(of: folder.path)).bytes)
  }

  @Test func whatIsNoArchiveIsAnError() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Array("no archive".utf8), to: "a.zip")
    let expected = ArchiveError(
      Place(file: path), "not an archive of a known format (zip, 7z, rar, tar)")
    #expect(throws: expected) { try inspect(path) }
  }
}
