import Archives
import Foundation
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

@Suite struct CMAPSSTests {
  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func aSmallArchiveIsLoadedWhole() throws {
    let folder = try TemporaryDirectory()
    let path = try SmallBenchmark().write(to: folder)
    let loaded = try SmallBenchmark.load(path)
    let set = loaded.dataSet
    #expect(set.source == "cmapss")
    #expect(set.subset == "FD001")
    #expect(set.timeUnit == .cycle)
    #expect(set.channels.map(\.id) == (1...3).map { "set\($0)" } + (1...21).map { "s\($0)" })
    #expect(set.channels[set.rawChannels[0]] == Channel(id: "s11", unit: "psia"))
    #expect(set.regimeChannels == [0, 1, 2])
    #expect(set.units.map(\.id) == ["1", "2"])
    #expect(set.units.map(\.times) == [[1, 2, 3], [1, 2]])
    #expect(set.units.map(\.ending) == [.failed(at: 3), .failed(at: 2)])
    #expect(set.units[0].regimeKeys == [10, 10, 10])
    #expect(
      Array(set.units[1].values.row(1))
        == [9.9983, 0.25, 100] + (1...21).map { Double("\(200 + $0).2") })
    let test = try #require(set.testUnits)
    #expect(test.map(\.times) == [[1, 2], [1]])
    #expect(test.map(\.ending) == [.failed(at: 114), .failed(at: 99)])
    let digest = try FileBytes.digest(of: path).sha256
    #expect(set.containers == [Container(name: "CMAPSSData.zip", sha256: digest)])
    #expect(
      loaded.members.map(\.path) == ["train_FD001.txt", "test_FD001.txt", "RUL_FD001.txt"])
    #expect(loaded.members.map(\.isKnown) == [false, false, false])
    #expect(try folder.contents() == ["CMAPSSData.zip"])
  }

  @Test func testUnitsAreLoadedOnlyWhenAskedFor() throws {
    let folder = try TemporaryDirectory()
    let path = try SmallBenchmark().write(to: folder) { $0 = [$0[1]] }
    let loaded = try SmallBenchmark.load(path, includingTest: false)
    #expect(loaded.dataSet.testUnits == nil)
    #expect(loaded.members.map(\.path) == ["train_FD001.txt"])
  }

  @Test func theIdentityIsOfTheContentAlone() throws {
    let folder = try TemporaryDirectory()
    let small = SmallBenchmark()
    let identity = try SmallBenchmark.load(small.write(to: folder)).dataSet.identity
    for format in ArchiveWriter.Format.allCases {
      let path = try small.write(to: folder, format: format) { members in
        // Another folder, order, line end, and number of blanks.
        members = members.reversed().map {
          (
            "some/folder/" + $0.name,
            $0.text.replacingOccurrences(of: " ", with: "   ")
              .replacingOccurrences(of: "\n", with: "\r\n")
          )
        }
      }
      for width in 1...3 {
        #expect(try SmallBenchmark.load(path, width: width).dataSet.identity == identity)
      }
      let inner = try ArchiveWriter.bytes(texts: small.members, format: .streamedZip)
      let outer = try folder.write(
        ArchiveWriter.bytes([("a/inner.zip", inner)], format: format), to: "outer.zip")
      let nested = try SmallBenchmark.load(outer)
      #expect(nested.dataSet.identity == identity)
      #expect(nested.members[0].path == "a/inner.zip › train_FD001.txt")
    }
    var other = small
    other.test[2] = SmallBenchmark.row(2, 2)
    #expect(try SmallBenchmark.load(other.write(to: folder)).dataSet.identity != identity)
    #expect(try folder.contents() == ["CMAPSSData.zip", "outer.zip"])
  }

  struct BadText: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: String
    let change: @Sendable (inout SmallBenchmark) -> Void

    init(_ expected: String, _ change: @escaping @Sendable (inout SmallBenchmark) -> Void) {
      testDescription = expected
      self.expected = expected
      self.change = change
    }
  }

  @Test(arguments: [
    BadText("train_FD001.txt, line 2, column 6: \"high\" stands where a number belongs") {
      $0.train[1] = $0.train[1].replacingOccurrences(of: "101.2", with: "high")
    },
    BadText("train_FD001.txt, line 3, column 26: \"NaN\" is not a finite number") {
      $0.train[2] = $0.train[2].replacingOccurrences(of: "121.3", with: "NaN")
    },
    BadText("test_FD001.txt, line 3: 25 fields where 26 belong") {
      $0.test[2] = SmallBenchmark.row(2, 1, sensors: 20)
    },
    BadText("train_FD001.txt, line 5: 27 fields where 26 belong") {
      $0.train[4] = SmallBenchmark.row(2, 2, sensors: 22)
    },
    BadText("train_FD001.txt, line 3, column 2: cycles go backwards: 1 follows 2 in unit 1") {
      $0.train[2] = SmallBenchmark.row(1, 1)
    },
    BadText("train_FD001.txt, line 4, column 2: cycle 2 stands twice in unit 1") {
      $0.train[2] = "\n" + SmallBenchmark.row(1, 2)
    },
    BadText("train_FD001.txt, line 1, column 2: the cycle 1.5 is no whole number from 1") {
      $0.train[0] = $0.train[0].replacingOccurrences(of: "1 1 ", with: "1 1.5 ")
    },
    BadText("train_FD001.txt, line 2, column 2: the cycle 1e+300 is no whole number from 1") {
      $0.train[1] = $0.train[1].replacingOccurrences(of: "1 2 ", with: "1 1e300 ")
    },
    BadText(
      "train_FD001.txt, line 5, column 1: unit 1 reappears after unit 2; "
        + "the rows of a unit belong together"
    ) { $0.train[4] = SmallBenchmark.row(1, 4) },
    BadText("train_FD001.txt, line 4, column 1: unit 3 stands where unit 2 belongs") {
      $0.train[3] = SmallBenchmark.row(3, 1)
    },
    BadText("train_FD001.txt, line 1, column 1: unit 0 stands where unit 1 belongs") {
      $0.train[0] = SmallBenchmark.row(0, 1)
    },
    BadText("train_FD001.txt, line 4, column 1: the unit 1.5 is no whole number") {
      $0.train[3] = "1.5 " + SmallBenchmark.row(2, 1).dropFirst(2)
    },
    BadText("train_FD001.txt, line 1, column 3: the setting 1e+300 is no altitude") {
      $0.train[0] = $0.train[0].replacingOccurrences(of: "9.9983", with: "1e300")
    },
    BadText(
      "train_FD001.txt: 2 units with 4 rows, where the benchmark has 2 with 5; "
        + "the file is cut short or not the original"
    ) { $0.train.removeLast() },
    BadText(
      "test_FD001.txt: 1 units with 2 rows, where the benchmark has 2 with 3; "
        + "the file is cut short or not the original"
    ) { $0.test.removeLast() },
    BadText(
      "RUL_FD001.txt: 1 remaining lives for 2 test units; one per line belongs"
    ) { $0.lives.removeLast() },
    BadText(
      "RUL_FD001.txt: 3 remaining lives for 2 test units; one per line belongs"
    ) { $0.lives.append("7 ") },
    BadText(
      "RUL_FD001.txt, line 2, column 1: the remaining life 98.5 is no whole number of cycles"
    ) { $0.lives[1] = "98.5" },
    BadText("test_FD001.txt: the table is empty") { $0.test = [] },
  ])
  func badTextIsNamedWithItsPlace(_ bad: BadText) throws {
    let folder = try TemporaryDirectory()
    var small = SmallBenchmark()
    bad.change(&small)
    let path = try small.write(to: folder)
    for width in 1...3 {
      #expect(
        message { _ = try SmallBenchmark.load(path, width: width) } == "\(path) › \(bad.expected)")
    }
  }

  @Test func missingAndSecondMembersAreNamed() throws {
    let folder = try TemporaryDirectory()
    var path = try SmallBenchmark().write(to: folder) { $0.removeLast(2) }
    #expect(
      message { _ = try SmallBenchmark.load(path) }
        == "\(path): the archive lacks test_FD001.txt, RUL_FD001.txt; "
        + "download it from \(CMAPSS.origin)")
    path = try SmallBenchmark().write(to: folder) { $0.append(("copy/train_FD001.txt", "1\n")) }
    #expect(
      message { _ = try SmallBenchmark.load(path) }
        == "\(path) › copy/train_FD001.txt: the archive holds a second train_FD001.txt")
    let small = SmallBenchmark()
    let inner = try ArchiveWriter.bytes(texts: [small.members[1]], format: .sevenZip)
    let members = small.members.map { ($0.name, Array($0.text.utf8)) }
    path = try folder.write(ArchiveWriter.bytes(members + [("in.7z", inner)]), to: "a.zip")
    #expect(
      message { _ = try SmallBenchmark.load(path) }
        == "\(path) › in.7z › train_FD001.txt: the archive holds a second train_FD001.txt")
  }

  @Test func aFolderIsAsGoodAsAnArchive() throws {
    let folder = try TemporaryDirectory()
    let small = SmallBenchmark()
    let packed = try SmallBenchmark.load(small.write(to: folder)).dataSet
    for member in small.members {
      try folder.write(Array(member.text.utf8), to: "a/\(member.name)")
    }
    let loaded = try SmallBenchmark.load(folder.file("a"))
    #expect(loaded.dataSet.identity == packed.identity)
    #expect(
      loaded.members.map(\.path) == ["train_FD001.txt", "test_FD001.txt", "RUL_FD001.txt"])
    // As sha256sum prints it of the files by name.
    let lines = small.members.sorted { $0.name < $1.name }.map {
      "\(SHA256.digest(of: $0.text))  \($0.name)\n"
    }
    #expect(
      loaded.dataSet.containers
        == [Container(name: "a", sha256: SHA256.digest(of: lines.joined()))])
  }

  @Test func aFlippedByteIsReportedBeforeTheTextThatItMakes() throws {
    let folder = try TemporaryDirectory()
    let path = try SmallBenchmark().write(to: folder, format: .storedZip)
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let place = try #require(bytes.firstRange(of: Array("203.1".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "x")
    try folder.write(bytes, to: "CMAPSSData.zip")
    let start = "\(path) › train_FD001.txt: cannot be read (ZIP bad CRC: "
    #expect(message { _ = try SmallBenchmark.load(path) }.hasPrefix(start))
  }

  @Test func anUnknownSubsetIsAnsweredWithTheKnownOnes() {
    #expect(
      message {
        _ = try CMAPSS.load(
          subset: "FD005", archive: "/nowhere/a.zip", includingTest: true, width: 1)
      } == "C-MAPSS has no subset \"FD005\"; its subsets are FD001, FD002, FD003, FD004")
    #expect(
      message {
        _ = try CMAPSS.load(
          subset: "FD001", archive: "/nowhere/a.zip", includingTest: true, width: 1)
      } == "/nowhere/a.zip: there is no such file")
  }
}
