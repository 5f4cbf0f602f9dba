import Archives
import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// Tables that could be taken in two ways are refused, not guessed at.
struct TableAmbiguityTests {
  private func refusal(
    _ texts: [(String, [UInt8])], _ layout: TableLayout
  ) throws -> String? {
    let folder = try TemporaryDirectory()
    let path = try folder.write(ArchiveWriter.bytes(texts.map { ($0.0, $0.1) }), to: "t.zip")
    return TableSource.refusal(at: path, in: folder, layout)
  }

  /// Mended, both names would be one machine.
  @Test func namesThatAreNoUnicode() throws {
    let text =
      Array("unit,label,a\n".utf8) + [0xC4] + Array(",0,1\n".utf8) + [0xD6] + Array(",0,2\n".utf8)
    #expect(
      try refusal([("t.csv", text)], layout(time: nil))
        == "t.zip › t.csv, line 2, column 1: the unit \"\u{FFFD}\" is no UTF-8; save the table as that"
    )
  }

  @Test func aWordThatMeansMissingIsNoName() throws {
    #expect(
      try refusal(
        [("t.csv", Array("unit,label,a\nNA,0,1\n".utf8))],
        layout(time: nil) { $0.missingWords = ["NA"] })
        == "t.zip › t.csv, line 2, column 1: the unit is missing")
  }

  @Test func aMemberThatStandsThereTwice() throws {
    let text = Array("unit,label,a\n1,0,1\n".utf8)
    #expect(
      try refusal([("t.csv", text), ("t.csv", text)], layout(time: nil))
        == "t.zip › t.csv: there is a second member of this name")
  }

  @Test func partsOfAUnitWithoutTimes() throws {
    let text = Array("unit,label,a\n1,0,1\n".utf8)
    #expect(
      try refusal([("part1.csv", text), ("part10.csv", text)], layout(time: nil))
        == "t.zip › part10.csv, line 2: unit \"1\" is in t.zip › part1.csv, line 2 too, and without a"
        + " column of times nothing tells which rows come first")
  }

  @Test func aFileOfAnyNameThatIsNamedItself() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Array(mixed.utf8), to: "pump.dat")
    let plain = try TableSource.load(text: mixed, layout())
    #expect(try TableSource.load(path, layout: layout()).dataSet.identity == plain.identity)
  }

  @Test func centuriesAreNoTrouble() throws {
    let text = "unit,time,a,label\n1,1753-01-01,1,0\n1,2099-12-31,2,1\n"
    let unit = try TableSource.load(text: text, layout(unit: .day, format: .iso8601)).units[0]
    #expect(unit.times == [0, 126_738])
  }

  /// One flipped bit in a stored member: the checksum explains more than the word that it made.
  @Test func damageComesBeforeWhatItMadeOfTheText() throws {
    let folder = try TemporaryDirectory()
    var bytes = try ArchiveWriter.bytes(
      [("t.csv", Array("unit,label,a\n1,0,1.5\n".utf8))], format: .storedZip)
    let text = Array("1.5".utf8)
    let place = try #require(
      (0..<bytes.count - 3).first { Array(bytes[$0..<$0 + 3]) == text })
    bytes[place + 1] = UInt8(ascii: "u")
    let path = try folder.write(bytes, to: "t.zip")
    #expect(
      TableSource.refusal(at: path, in: folder, layout(time: nil))?.contains("CRC") == true)
  }
}
