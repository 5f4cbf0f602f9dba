import TestSupport
import Testing

@testable import Harness

/// Resamples on disk.
struct ReplicatesTests {
  private static let rows = [
    ReplicateRow(key: .sample("a", "roc-auc"), values: [0.1, .nan, -0.0]),
    ReplicateRow(key: .sample("b \"x\"", "f1", scope: "phase=on"), values: [1e-300, 2, 3]),
  ]

  private static let metrics = Array("dataset,detector\n".utf8)

  @Test func otherMetricsAreRefused() {
    let bytes = ReplicatesFile.encode(Self.rows, metrics: Self.metrics)
    #expect(ReplicatesFile.decode(bytes, metrics: Self.metrics + [0x0A]) == nil)
  }

  @Test func whatIsWrittenIsRead() throws {
    let read = try #require(
      ReplicatesFile.decode(
        ReplicatesFile.encode(Self.rows, metrics: Self.metrics), metrics: Self.metrics))
    #expect(read.map(\.key) == Self.rows.map(\.key))
    #expect(
      read.map { $0.values.map(\.bitPattern) } == Self.rows.map { $0.values.map(\.bitPattern) })
    #expect(ReplicatesFile.decode(ReplicatesFile.encode([], metrics: []), metrics: []) == [])
  }

  @Test func everyNaNIsTheSame() {
    let odd = ReplicateRow(key: .sample("a", "f1"), values: [-Double.nan])
    let plain = ReplicateRow(key: .sample("a", "f1"), values: [.nan])
    #expect(
      ReplicatesFile.encode([odd], metrics: []) == ReplicatesFile.encode([plain], metrics: []))
  }

  @Test func damageIsFound() throws {
    let bytes = ReplicatesFile.encode(Self.rows, metrics: Self.metrics)
    for cut in [0, 1, 63, 64, bytes.count - 1] {
      #expect(ReplicatesFile.decode(Array(bytes[..<cut]), metrics: Self.metrics) == nil)
    }
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 1
      #expect(ReplicatesFile.decode(damaged, metrics: Self.metrics) == nil)
    }
    let folder = try TemporaryDirectory()
    let record = RecordFolder(path: folder.path)
    let missing = #expect(throws: RecordError.self) { try record.readReplicates() }
    #expect(missing?.description == "\(folder.path)/replicates.bin: there is no such file")
    try folder.write(bytes.dropLast(), to: "replicates.bin")
    let error = #expect(throws: RecordError.self) { try record.readReplicates() }
    #expect(
      error?.description
        == "\(folder.path)/replicates.bin: it is damaged, or metrics.csv beside it is not the one it"
        + " was made with")
  }
}
