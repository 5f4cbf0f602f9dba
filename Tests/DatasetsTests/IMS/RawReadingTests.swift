import Archives
import Telemetry
import TestSupport
import Testing

@testable import Datasets

@Suite struct RawReadingTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func write(
    _ members: [(name: String, text: String)], format: ArchiveWriter.Format = .storedZip,
    to name: String = "IMS.zip"
  ) throws -> String {
    try folder.write(ArchiveWriter.bytes(texts: members, format: format), to: name)
  }

  @Test func aSmallArchiveIsReadWhole() throws {
    let path = try write([("readme.pdf", "R")] + SmallSnapshots.members)
    var counts: [Int] = []
    let reading = try IMS.readRaw(
      path, SmallSnapshots.benchmark, subsets: ["1", "2"],
      computation: IMS.SnapshotFeatures(IMS.Feature.basic, samplingRate: IMS.samplingRate),
      demand: .sound, width: 2
    ) { counts.append($0) }
    #expect(counts == [0, 1, 2, 3, 4, 5])
    #expect(reading.problems.isEmpty)
    #expect(
      reading.container
        == Container(name: "IMS.zip", sha256: try FileBytes.digest(of: path).sha256))
    #expect(reading.members.map(\.path) == SmallSnapshots.members.map(\.name))
    #expect(
      reading.members.map(\.sha256) == SmallSnapshots.members.map { SHA256.digest(of: $0.text) })
    #expect(reading.members.allSatisfy { !$0.isKnown })
    #expect(reading.tables.map(\.test) == Array(SmallSnapshots.benchmark.prefix(2)))
    #expect(
      reading.tables.map { $0.snapshots.map(\.name) }
        == [SmallSnapshots.names1, SmallSnapshots.names2])
    #expect(reading.tables.map(\.shortfall) == [nil, nil])
    for table in reading.tables {
      var computation = IMS.SnapshotFeatures(table.features, samplingRate: IMS.samplingRate)
      let expected = table.snapshots.indices.flatMap { key in
        computation.values(
          of: SnapshotText.thousandths(columns: table.test.channels, key: key)
            .map { Double($0) / 1000 },
          channels: table.test.channels)
      }
      #expect(table.values == expected)
    }
  }

  /// Every format with two threads, one of them also with fewer and with more.
  static let packings =
    ArchiveWriter.Format.allCases.map { ($0, 2) } + [(.storedZip, 1), (.storedZip, 5)]

  @Test(arguments: packings)
  func anyPackingOrderAndNumberOfThreadsGivesTheSame(
    _ format: ArchiveWriter.Format, _ width: Int
  ) throws {
    let inner = try ArchiveWriter.bytes(texts: Array(SmallSnapshots.members.suffix(3)))
    let shuffled = try folder.write(
      ArchiveWriter.bytes(
        [("b/2nd_test.zip", inner)]
          + SmallSnapshots.members.prefix(2).reversed().map { ($0.name, Array($0.text.utf8)) },
        format: format),
      to: "shuffled")
    let plain = try SmallSnapshots.read(write(SmallSnapshots.members), width: 1)
    let reading = try SmallSnapshots.read(shuffled, demand: .sound, width: width)
    #expect(reading.tables == plain.tables)
    #expect(
      reading.members.map(\.path)
        == SmallSnapshots.names2.map { "b/2nd_test.zip › 2nd_test/\($0)" }
        + SmallSnapshots.names1.reversed().map { "1st_test/\($0)" })
  }

  @Test func otherTestsAreNotEvenOpened() throws {
    let damaged: [(name: String, bytes: [UInt8])] = [("1st_test.zip", Array("no zip".utf8))]
    let path = try folder.write(
      ArchiveWriter.bytes(
        damaged + SmallSnapshots.members.map { ($0.name, Array($0.text.utf8)) }),
      to: "IMS.zip")
    let reading = try SmallSnapshots.read(path, subsets: ["2"], demand: .sound)
    #expect(reading.tables.map(\.test.subset) == ["2"])
    #expect(reading.members.count == 3)
    #expect(try SmallSnapshots.read(path, subsets: ["1"]).problems.count == 1)
  }

  /// A change of the members, and what is said of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let member: String
    let text: String
    /// The message behind the path of the archive.
    let message: String

    var testDescription: String { message }
  }

  static let faults: [Fault] = {
    let name = "2nd_test/2004.02.12.11.02.39"
    func table(_ rows: Int, _ columns: Int) -> String {
      SnapshotText.text(rows: rows, columns: columns, key: 9)
    }
    func text(_ columns: Int, _ change: (inout [String]) -> Void) -> String {
      var lines = [String](
        repeating: Array(repeating: "0.1", count: columns).joined(separator: "\t"), count: 20480)
      change(&lines)
      return lines.joined(separator: "\n")
    }
    return [
      Fault(
        member: name, text: table(20479, 4),
        message: "\(name): 20479 rows where a snapshot has 20480"),
      Fault(
        member: name, text: table(20481, 4),
        message: "\(name): 20481 rows where a snapshot has 20480"),
      Fault(
        member: name, text: table(20480, 3),
        message: "\(name), line 1: 3 fields where 4 belong"),
      Fault(
        member: name, text: table(20480, 8),
        message: "\(name), line 1: 8 fields where 4 belong"),
      Fault(
        member: "1st_test/2003.10.22.12.14.13", text: table(20480, 9),
        message: "1st_test/2003.10.22.12.14.13, line 1: 9 fields where 8 belong"),
      Fault(
        member: name, text: text(4) { $0[99] = "0.1\t0.1\t0.1" },
        message: "\(name), line 100: 3 fields where 4 belong"),
      Fault(
        member: name, text: text(4) { $0[99] = "0.1\t0.1\tnan\t0.1" },
        message: "\(name), line 100, column 3: \"nan\" is not a finite number"),
      Fault(
        member: name, text: text(4) { _ in },
        message: "\(name): channel 1 has no kurtosis: it is constant or its values are too large"),
      Fault(member: name, text: "", message: "\(name): the table is empty"),
      Fault(
        member: name, text: String(repeating: " ", count: 1 << 22 + 1),
        message: "\(name): a snapshot has at most 4194304 bytes, and this is longer"),
      Fault(
        member: "2nd_test/2004.02.30.11.02.39", text: "",
        message:
          "2nd_test/2004.02.30.11.02.39: the name has the form of a snapshot's but is no time"),
      Fault(
        member: "2nd_test/again/2004.02.12.10.42.39", text: "",
        message: "2nd_test/again/2004.02.12.10.42.39: 2nd_test has this snapshot already, as "),
      Fault(
        member: "2013.02.12.10.42.39", text: "",
        message:
          "2013.02.12.10.42.39: no folder or archive around it names its test, and none was recorded"
          + " then; put it into one that is called 1st_test, 2nd_test, 3rd_test"),
    ]
  }()

  @Test(arguments: faults) func aFaultIsNamedAndTheRestIsRead(_ fault: Fault) throws {
    let path = try write(SmallSnapshots.members + [(fault.member, fault.text)])
    let second = fault.message.hasSuffix("as ") ? "\(path) › \(SmallSnapshots.members[3].name)" : ""
    let message = "\(path) › \(fault.message)\(second)"
    let reading = try SmallSnapshots.read(path)
    #expect(reading.problems.map { "\($0)" } == [message])
    #expect(reading.tables.map(\.snapshots.count) == [2, 3])
    let error = #expect(throws: (any Error).self) {
      try SmallSnapshots.read(path, demand: .sound)
    }
    #expect(error.map { "\($0)" } == message)
  }

  @Test(arguments: [1, 2, 8]) func theFirstOfSeveralFaultsIsThrown(_ width: Int) throws {
    let members = SmallSnapshots.members
    let path = try write([
      members[0], (members[1].name, "1\t2\n"), (members[2].name, "3"),
      ("2nd_test/2004.02.30.00.00.00", ""), members[3],
    ])
    let places = [members[1].name, members[2].name, "2nd_test/2004.02.30.00.00.00"]
    let messages = [
      ", line 1: 2 fields where 8 belong", ", line 1: 1 fields where 4 belong",
      ": the name has the form of a snapshot's but is no time",
    ]
    let expected = zip(places, messages).map { "\(path) › \($0)\($1)" }
    let reading = try SmallSnapshots.read(path, width: width)
    #expect(reading.problems.map { "\($0)" } == expected)
    #expect(reading.members.map(\.path) == members.prefix(4).map(\.name))
    let error = #expect(throws: ArchiveError.self) {
      try SmallSnapshots.read(path, demand: .sound, width: width)
    }
    #expect(error.map { "\($0)" } == expected[0])
  }

  @Test func aDamagedMemberLeavesTheOthers() throws {
    var bytes = try ArchiveWriter.bytes(texts: SmallSnapshots.members, format: .storedZip)
    // In the text of the first snapshot.
    bytes[1000] ^= 1
    let path = try folder.write(bytes, to: "IMS.zip")
    let reading = try SmallSnapshots.read(path)
    #expect(reading.problems.count == 1)
    #expect("\(reading.problems[0])".hasPrefix("\(path) › \(SmallSnapshots.members[0].name): "))
    #expect(reading.tables.map(\.snapshots.count) == [1, 3])
    #expect(throws: ArchiveError.self) { try SmallSnapshots.read(path, demand: .sound) }
  }

  @Test func aDamagedArchiveInsideLeavesTheOthers() throws {
    let (first, second) = (
      try ArchiveWriter.bytes(texts: Array(SmallSnapshots.members.prefix(2))),
      try ArchiveWriter.bytes(texts: Array(SmallSnapshots.members.suffix(3)))
    )
    let path = try folder.write(
      ArchiveWriter.bytes([
        ("1st_test.zip", Array(first.prefix(1000))), ("2nd_test.zip", second),
      ]),
      to: "IMS.zip")
    let reading = try SmallSnapshots.read(path)
    #expect(reading.problems.count == 1)
    #expect("\(reading.problems[0])".hasPrefix("\(path) › 1st_test.zip"))
    #expect(reading.tables.map(\.snapshots.count) == [3])
  }

  @Test func noArchiveIsAnErrorForEveryUse() throws {
    let path = try folder.write(Array("text".utf8), to: "IMS.zip")
    for demand in [IMS.Demand.sound, .whatever] {
      let error = #expect(throws: ArchiveError.self) {
        try SmallSnapshots.read(path, demand: demand)
      }
      #expect(error?.reason == "not an archive of a known format (zip, 7z, rar, tar)")
    }
  }

  @Test(
    .enabled(if: SharedData.has(PublishedSnapshots.archive), Comment(rawValue: SharedData.reason)))
  func thePublishedArchiveIsReadThroughAllItsLayers() throws {
    let path = SharedData.file(PublishedSnapshots.archive)
    let reading = try IMS.readRaw(path, features: IMS.Feature.all, demand: .whatever, width: 2)
    #expect(reading.problems.isEmpty)
    #expect(reading.container.name == "4. Bearings.zip")
    #expect(reading.tables.map(\.snapshots.count) == [50, 4, 4])
    #expect(reading.members.count == 58)
    #expect(
      reading.members.first?.path
        == "4. Bearings/IMS.7z › 1st_test.rar › 1st_test/2003.10.22.12.06.24")
    #expect(reading.members.map(\.isKnown) == [true] + Array(repeating: false, count: 57))
    let alone = try IMS.readRaw(
      path, subsets: ["3"], features: IMS.Feature.all, demand: .whatever, width: 1)
    #expect(alone.tables == Array(reading.tables.suffix(1)))
  }
}
