import TestSupport
import Testing

@testable import Harness

/// Records on disk: what gates need is read back, and damage is named.
struct RecordFolderTests {
  private static let record: Record = {
    var record = Record.sample(
      [
        MetricRow(
          key: .sample("a", "roc-auc"), value: 0.1 + 0.2, low: -0.0, high: 1e-300, n: 10),
        .sample("a", "detected", 3), .sample("b \"x\", y", "f1", 1, scope: "phase=on"),
      ],
      units: [.sample("a", "1", "lead", .leastNonzeroMagnitude)])
    record.cells.append(
      CellRow(
        dataset: "pumps", detector: "c", seed: "2", status: .invalidOutput, reason: "a, \"b\""))
    return record
  }()

  @Test func whatIsWrittenIsRead() throws {
    let folder = try TemporaryDirectory()
    let record = RecordFolder(path: folder.file("r"))
    try record.write(Self.record)
    let read = try record.read()
    #expect(read.metrics == Self.record.metrics)
    #expect(read.units == Self.record.units)
    #expect(read.cells == Self.record.cells)
    #expect(read.run == Self.record.run)
    #expect(read.identities.map(\.identity) == ["d1"])
    #expect(read.detectorVersions.map(\.detector) == ["a", "b \"x\", y"])
    #expect(
      try TemporaryDirectory.contents(of: folder.file("r")) == [
        "cells.csv", "curves.csv", "events.csv", "machine.json", "metrics.csv", "phases.csv",
        "replicates.bin", "roc.csv", "run.json", "timings.csv", "traces.csv", "units.csv",
      ])
  }

  @Test(arguments: [
    ("run.json", "\"format\": 1", "\"format\": 2", ": format 2 is newer than this program's (1)"),
    ("run.json", "\"format\"", "\"form\"", ": it does not say its format"),
    ("metrics.csv", ",value,", ",", ":2: 9 fields where 8 belong"),
    ("metrics.csv", "all,detected,3", "all,roc-auc,3", ":3: this row stands here twice"),
    ("metrics.csv", "detected,3", "detected,nan", ":3: \"nan\" is not a finite number"),
    ("metrics.csv", "-0,1e-300", "-0,high", ":2: \"high\" is not a finite number"),
    ("metrics.csv", "1e-300,10", "1e-300,1e300", ":2: \"1e300\" is not a whole number"),
    (
      "units.csv", "unit,metric", "metric,unit",
      ":1: the columns are not dataset,detector,seed,unit,metric,value"
    ),
    ("units.csv", "5e-324", "", ":2: \"\" is not a finite number"),
    ("cells.csv", "invalid-output", "lost", ":4: \"lost\" is no status"),
  ])
  func damage(file: String, old: String, new: String, message: String) throws {
    let folder = try TemporaryDirectory()
    let record = RecordFolder(path: folder.path)
    try record.write(Self.record)
    let text = try folder.text(of: file)
    let changed = text.replacing(old, with: new)
    try #require(changed != text)
    try folder.write(changed.utf8, to: file)
    let error = #expect(throws: RecordError.self) { try record.read() }
    #expect(error?.description == "\(folder.path)/\(file)\(message)")
  }

  @Test(arguments: ["metrics.csv", "units.csv", "cells.csv"])
  func fileCutShort(file: String) throws {
    let folder = try TemporaryDirectory()
    let record = RecordFolder(path: folder.path)
    try record.write(Self.record)
    try folder.write(folder.text(of: file).utf8.dropLast(), to: file)
    let error = #expect(throws: RecordError.self) { try record.read() }
    #expect(
      error?.description
        == "\(folder.path)/\(file): it is cut short, its last line has no end")
  }

  @Test(arguments: ["metrics.csv", "units.csv", "cells.csv"])
  func missingFile(file: String) throws {
    let folder = try TemporaryDirectory()
    let record = RecordFolder(path: folder.path)
    try record.write(Self.record)
    try folder.remove(file)
    let error = #expect(throws: RecordError.self) { try record.read() }
    #expect(error?.description == "\(folder.path)/\(file): there is no such file")
  }
}
