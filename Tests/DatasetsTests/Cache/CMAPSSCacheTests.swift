import Archives
import Foundation
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

@Suite struct CMAPSSCacheTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    // So late that every file has settled.
    cache = DataCache(folder: folder.file("cache"), now: { .max / 2 })
  }

  /// All that a load gives, with the identity of the units themselves beside the one that it states.
  private struct Facts: Equatable {
    let identities: [String]
    let ids: [String]
    let containers: [Container]
    let members: [MemberRecord]

    init(_ loaded: LoadedDataSet) {
      let set = loaded.dataSet
      let parts =
        [(name: "train", units: set.units)]
        + (set.testUnits.map { [(name: "test", units: $0)] } ?? [])
      identities = [
        set.identity,
        Identity.digest(
          source: set.source, subset: set.subset, channels: set.channels, parts: parts),
      ]
      ids = parts.flatMap { $0.units.map(\.id) }
      containers = set.containers
      members = loaded.members
    }
  }

  private func load(_ path: String, includingTest: Bool = true) throws -> Facts {
    Facts(try SmallBenchmark.load(path, includingTest: includingTest, cache: cache))
  }

  /// Puts an identity into the cache that no load from the archive gives.
  private func plant(_ path: String) throws {
    let loaded = try SmallBenchmark.load(path)
    let set = loaded.dataSet
    let planted = CMAPSS.dataSet(
      "FD001", train: set.units, test: set.testUnits, identity: "planted",
      container: try #require(set.containers.first))
    CMAPSS.store(LoadedDataSet(dataSet: planted, members: loaded.members), in: cache)
  }

  private func entries() throws -> [String] {
    try TemporaryDirectory.contents(of: cache.folder).filter { $0.hasPrefix("cmapss") }
  }

  @Test func aLoadFromTheCacheGivesTheSameBits() throws {
    var small = SmallBenchmark()
    small.train[1] = small.train[1].replacingOccurrences(of: "0.2500", with: "-0.0000")
    for sensor in ["101.2", "0.1234567890123"] {  // few decimals, and too many
      small.train[1] = small.train[1].replacingOccurrences(of: "101.2", with: sensor)
      let path = try small.write(to: folder)
      for includingTest in [true, false] {
        let expected = Facts(try SmallBenchmark.load(path, includingTest: includingTest))
        #expect(expected.identities[0] == expected.identities[1])
        #expect(try load(path, includingTest: includingTest) == expected)
        #expect(try load(path, includingTest: includingTest) == expected)
      }
      #expect(
        try entries() == ["cmapss-FD001-train-test.cache", "cmapss-FD001-train.cache"])
    }
  }

  @Test func theSecondLoadIsFromTheCache() throws {
    let path = try SmallBenchmark().write(to: folder)
    let first = try load(path)
    try plant(path)
    #expect(try load(path).identities == ["planted", first.identities[1]])
    // What was asked for with test units says nothing of what is asked for without.
    #expect(try load(path, includingTest: false).identities[0] != "planted")
  }

  @Test func anotherArchiveReplacesTheEntry() throws {
    var small = SmallBenchmark()
    _ = try load(small.write(to: folder))
    try plant(small.write(to: folder))
    small.test[2] = SmallBenchmark.row(2, 2)
    let path = try small.write(to: folder)
    let expected = Facts(try SmallBenchmark.load(path))
    #expect(try load(path) == expected)
    #expect(try load(path) == expected)
    #expect(try entries() == ["cmapss-FD001-train-test.cache"])
  }

  @Test func aChangeIsSeenThoughSizeAndTimeOfModificationStay() throws {
    var small = SmallBenchmark()
    let path = try small.write(to: folder, format: .storedZip)
    let before = folder.sizeAndTime(of: "CMAPSSData.zip")
    _ = try load(path)
    // The digest is known now, and taken from the cache.
    try plant(path)
    #expect(try load(path).identities[0] == "planted")
    small.train[0] = small.train[0].replacingOccurrences(of: "101.1", with: "101.7")
    try folder.overwrite(
      "CMAPSSData.zip", with: ArchiveWriter.bytes(texts: small.members, format: .storedZip))
    #expect(folder.sizeAndTime(of: "CMAPSSData.zip") == before)
    #expect(try load(path) == Facts(SmallBenchmark.load(path)))
  }

  /// What was read of a file that may still change within the tick of its clock is not kept.
  @Test func nothingOfAFileThatJustChangedIsKept() throws {
    let path = try SmallBenchmark().write(to: folder)
    let fresh = DataCache(folder: cache.folder)
    _ = try SmallBenchmark.load(path, cache: fresh)
    #expect(!FileManager.default.fileExists(atPath: cache.folder))
    _ = try load(path)
    #expect(
      try TemporaryDirectory.contents(of: cache.folder)
        == ["cmapss-FD001-train-test.cache", "digest of CMAPSSData.zip.cache"])
  }

  @Test func aDamagedEntryIsBuiltAnew() throws {
    let path = try SmallBenchmark().write(to: folder)
    let expected = try load(path)
    let file = cache.folder + "/cmapss-FD001-train-test.cache"
    let whole = Array(try Data(contentsOf: URL(filePath: file)))
    for index in stride(from: 0, to: whole.count, by: 13) {
      var damaged = whole
      damaged[index] ^= 0x20
      try Data(damaged).write(to: URL(filePath: file))
      #expect(try load(path) == expected, "byte \(index)")
      #expect(Array(try Data(contentsOf: URL(filePath: file))) == whole)
      try Data(whole[..<index]).write(to: URL(filePath: file))
      #expect(try load(path) == expected, "\(index) bytes")
      #expect(Array(try Data(contentsOf: URL(filePath: file))) == whole)
    }
  }

  @Test func anArchiveThatIsGoneOrDamagedIsNoSuccessBecauseOfTheCache() throws {
    let path = try SmallBenchmark().write(to: folder)
    _ = try load(path)
    try folder.write("no archive".utf8, to: "CMAPSSData.zip")
    #expect(throws: ArchiveError.self) { try load(path) }
    try folder.remove("CMAPSSData.zip")
    #expect(throws: ArchiveError(Place(file: path), "there is no such file")) { try load(path) }
  }

  @Test func aCacheThatCannotBeWrittenChangesNothing() throws {
    let path = try SmallBenchmark().write(to: folder)
    let expected = Facts(try SmallBenchmark.load(path))
    let cache = DataCache(folder: path + "/below a file")
    for _ in 0..<2 { #expect(Facts(try SmallBenchmark.load(path, cache: cache)) == expected) }
  }

  @Test func threadsThatShareACacheDoNotDisturbOneAnother() throws {
    let cache = DataCache(folder: folder.file("shared"), now: { .max / 2 })
    var small = SmallBenchmark()
    let paths = try (0..<3).map { index in
      small.test[2] = SmallBenchmark.row(2, index + 1)
      return try folder.write(
        ArchiveWriter.bytes(texts: small.members), to: "archive\(index).zip")
    }
    let expected = try paths.map { Facts(try SmallBenchmark.load($0)) }
    let found = Array(0..<120).concurrentMap(width: 8) { index in
      Result { Facts(try SmallBenchmark.load(paths[index % 3], cache: cache)) }
    }
    for (index, facts) in found.enumerated() { #expect(try facts.get() == expected[index % 3]) }
    #expect(
      try TemporaryDirectory.contents(of: cache.folder) == [
        "cmapss-FD001-train-test.cache", "digest of archive0.zip.cache",
        "digest of archive1.zip.cache", "digest of archive2.zip.cache",
      ])
  }
}

/// Checks with NASA's own files, by programs of their own.
@Suite(.enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"))
struct CMAPSSCacheDataTests {
  private let folder: TemporaryDirectory
  private let archive = SharedData.file("data/cmapss/CMAPSSData.zip")

  init() throws { folder = try TemporaryDirectory() }

  @Test func allSubsetsComeBackToTheBit() throws {
    let cache = DataCache(folder: folder.path)
    func load(_ cache: DataCache?) throws -> [LoadedDataSet] {
      try CMAPSS.load(
        subsets: CMAPSS.subsets, archive: archive, includingTest: true, width: 2, cache: cache)
    }
    _ = try load(cache)
    for (stored, parsed) in zip(try load(cache), try load(nil)) {
      let (stored, parsed) = (stored.dataSet, parsed.dataSet)
      #expect(stored.identity == parsed.identity)
      #expect(
        Identity.digest(
          source: stored.source, subset: stored.subset, channels: stored.channels,
          parts: [("train", stored.units), ("test", stored.testUnits ?? [])]) == parsed.identity)
    }
  }

  @Test func processesMayFillTheSameCacheAtOnce() throws {
    let arguments = [archive, folder.path]
    let runs = [0, 1, 2].concurrentMap(width: 3) { _ in
      Result { try ProcessRun(ProcessRun.built("assay-cold-load"), arguments) }
    }
    for run in runs { #expect(try run.get().standardOutput.hasSuffix(" 265256\n")) }
    #expect(try folder.contents().filter { !$0.hasSuffix(".cache") } == [])
    #expect(try folder.contents().filter { $0.hasPrefix("cmapss") }.count == 4)
  }

  /// A limit on the size of files stands in for a full disk: writing fails in the middle of an entry.
  @Test func aFullDiskChangesNothing() throws {
    let script = "trap '' XFSZ; ulimit -f 1000; exec \"$@\""
    let run = try ProcessRun(
      URL(filePath: "/bin/bash"),
      ["-c", script, "bash", ProcessRun.built("assay-cold-load").path, archive, folder.path])
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.hasSuffix(" 265256\n"))
    #expect(run.standardError == "")
    #expect(try folder.contents().filter { $0.hasPrefix("cmapss") } == [])
  }
}
