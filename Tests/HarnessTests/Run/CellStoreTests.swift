import Alarms
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Stored outputs of cells: the same bits, or none.
struct CellStoreTests {
  private static let rows = [3, 0, 2]
  private static let output = CellOutput(
    thresholds: [
      Threshold(value: 0.1 + 0.2, median: -0.0, calibrationRows: 7, isUnresolved: true),
      Threshold(
        value: .leastNonzeroMagnitude, median: -1e300, calibrationRows: 0, isUnresolved: false),
      Threshold(value: .infinity, median: .nan, calibrationRows: .max, isUnresolved: false),
    ],
    scores: [
      ScoreTrace(storage: [-0.0, .nan, 1.0 / 3]), ScoreTrace(count: 0),
      ScoreTrace(storage: [.greatestFiniteMagnitude, 0]),
    ], predictedLives: [nil, 0.1 + 0.2, -0.0], namedChannels: [[], [nil, [2, 0, 1]], [[]]])
  private static let failures = [CellStatus.refused, .invalidOutput].map {
    CellOutput(failed: $0, reason: "unit \"3\"\n, row 16: ∞")
  }

  @Test func everyBitComesBack() throws {
    let folder = try TemporaryDirectory()
    let store = CellStore(folder: folder.file("a/b"))
    #expect(!store.contains("k"))
    #expect(store.output("k", rows: Self.rows) == nil)
    try store.open()
    try store.save(Self.output, "k")
    #expect(store.contains("k"))
    let read = try #require(store.output("k", rows: Self.rows))
    #expect(read.scores == Self.output.scores)
    func bits(_ output: CellOutput) -> [UInt64] {
      output.thresholds.flatMap { [$0.value.bitPattern, $0.median.bitPattern] }
    }
    #expect(bits(read) == bits(Self.output))
    #expect(read.thresholds.map(\.calibrationRows) == [7, 0, .max])
    #expect(read.thresholds.map(\.isUnresolved) == [true, false, false])
    #expect(read.scores[0].storage[0].sign == .minus)
    #expect(read.predictedLives == Self.output.predictedLives)
    #expect(read.predictedLives[2]?.sign == .minus)
    #expect(read.namedChannels == Self.output.namedChannels)
  }

  @Test(arguments: failures)
  func failuresComeBack(output: CellOutput) {
    #expect(CellFile.decode(CellFile.encode(output), rows: Self.rows) == output)
  }

  @Test(arguments: [output] + failures)
  func anyDamageCountsAsAbsent(output: CellOutput) {
    let bytes = CellFile.encode(output)
    #expect(CellFile.decode(bytes, rows: Self.rows) != nil)
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 1
      #expect(CellFile.decode(flipped, rows: Self.rows) == nil, "byte \(index)")
      #expect(CellFile.decode(Array(bytes[..<index]), rows: Self.rows) == nil, "\(index) bytes")
    }
    #expect(CellFile.decode(bytes + [0], rows: Self.rows) == nil)
  }

  @Test(arguments: [[3, 0, 3], [3, 0], [3, 0, 2, 0], [], [5, 0, 1]])
  func otherRowCountsCountAsAbsent(rows: [Int]) {
    #expect(CellFile.decode(CellFile.encode(Self.output), rows: rows) == nil)
  }

  @Test func onlyTheKeysOfAPlanAreKept() throws {
    let folder = try TemporaryDirectory()
    let store = CellStore(folder: folder.path)
    try store.open()
    let timing = CellTiming(
      fitSeconds: 0.5, latency: Latency(nanoseconds: [1, 2, 1000], clockOverhead: 3))
    let keys = ["a", "b", "c"].map { String(repeating: $0, count: 64) }
    for key in keys.prefix(2) {
      try store.save(Self.output, key)
      try store.save(timing, key)
    }
    // What somebody else keeps in the folder is none of the store's business.
    try folder.write("mine".utf8, to: "notes.cell")
    store.keepOnly(Set(keys.suffix(2)))
    #expect(try folder.contents() == ["\(keys[1]).cell", "\(keys[1]).timing", "notes.cell"])
    #expect(store.timing(keys[1]) == timing)
    #expect(timing.histogram == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    try folder.write("{}".utf8, to: "\(keys[1]).timing")
    #expect(store.timing(keys[1]) == nil)
  }
}
