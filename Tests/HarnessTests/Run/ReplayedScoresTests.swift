import Alarms
import JSON
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Scores that were made elsewhere.
struct ReplayedScoresTests {
  private static let fixed = "alarm: { threshold: { fixed: 1.5 } }"
  private static let original = "{ id: z, kind: max-z, \(fixed) }"

  /// A detector that reads the file of scores.
  private static func reading(_ keys: String = fixed, id: String = "kept") -> String {
    "{ id: \(id), kind: scores, path: kept.csv, \(keys) }"
  }

  /// The scores of a detector for every row of every unit, as a file has them.
  private func lines(_ run: OutsideSuite.Outcome, first: Int = 0) throws -> [String] {
    let output = try #require(run["z"])
    return zip(["1", "2"], output.scores).flatMap { unit, scores in
      (first..<scores.count).map { "\(unit),\($0),\(scores.storage[$0])" }
    }
  }

  private func write(
    _ lines: [String], header: String = "unit,time,score", in suite: OutsideSuite
  ) throws {
    try suite.folder.write(
      (([header] + lines).joined(separator: "\n") + "\n").utf8, to: "kept.csv")
  }

  /// The metrics of a detector without its name.
  private func metrics(_ record: Record, _ detector: String) -> [String] {
    record.metrics.filter { $0.key.detector == detector }.map {
      "\($0.key.scope) \($0.key.metric) \($0.key.seed) \($0.value) \($0.n)"
    }
  }

  @Test func theSameScoresGiveTheSameMetrics() throws {
    let suite = try OutsideSuite()
    try write(lines(try suite.run([Self.original])), in: suite)
    let run = try suite.run([Self.original, Self.reading()])
    #expect(run["kept"] == run["z"])
    let record = run.record
    #expect(metrics(record, "kept") == metrics(record, "z"))
    #expect(metrics(record, "z").count > 20)
    var known = record
    known.run = [
      "suite": ["detectors": [["id": "kept", "kind": "scores"], ["id": "z", "kind": "max-z"]]]
    ]
    #expect(known.auditVerdict("pumps", "kept") == "not audited")
    #expect(known.auditVerdict("pumps", "z") == "pass")
    #expect(record.timings.map(\.detector).contains("z"))
    #expect(!record.timings.map(\.detector).contains("kept"))
  }

  @Test func aChangedFileIsReadAgain() throws {
    let suite = try OutsideSuite()
    let rows = try lines(try suite.run([Self.original]))
    try write(rows, in: suite)
    let first = try suite.run([Self.reading()])
    #expect(try suite.run([Self.reading()]).result.reused == first.plan.cells.count)
    try write(rows.map { $0.replacing("1,19,", with: "1,19,1") }, in: suite)
    let second = try suite.run([Self.reading()])
    #expect(second.result.reused == first.plan.cells.count - 1)
    #expect(second["kept"]?.scores != first["kept"]?.scores)
  }

  @Test func theColumnsPartAndDatasetSortRows() throws {
    let suite = try OutsideSuite()
    let original = try suite.run([Self.original])
    let rows = try lines(original)
    try write(
      rows.map { "\($0),test,pumps" } + rows.map { "\($0)1,train,pumps" }
        + rows.map { "\($0)2,test,other" }, header: "unit,time,score,part,dataset", in: suite)
    let run = try suite.run([Self.reading(), Self.reading("seeds: [1]", id: "calibrated")])
    #expect(run["kept"]?.scores == original["z"]?.scores)
    #expect(run.verdict("calibrated") == "ok")
    #expect(run["calibrated"]?.scores == original["z"]?.scores)
    #expect(run["calibrated"]?.thresholds.first?.calibrationRows == 20)
  }

  @Test func aFixedThresholdNeedsNoScoresOfTraining() throws {
    let suite = try OutsideSuite()
    let original = try suite.run([Self.original])
    try write(
      lines(original).map { "\($0),test" }, header: "unit,time,score,part", in: suite)
    let run = try suite.run([Self.reading(), Self.reading("seeds: [1]", id: "calibrated")])
    #expect(run.verdict("kept") == "ok")
    #expect(run["kept"]?.scores == original["z"]?.scores)
    #expect(run["kept"]?.thresholds.map(\.value) == [1.5, 1.5])
    #expect(run["kept"]?.thresholds.map(\.calibrationRows) == [0, 0])
    #expect(
      run.verdict("calibrated")
        == "invalid-output: kept.csv has no row of training unit 1, whose scores calibrate the"
        + " threshold; a fixed threshold needs none")
  }

  @Test func whatDoesNotFit() throws {
    let suite = try OutsideSuite()
    let rows = try lines(try suite.run([Self.original]))
    let path = suite.folder.file("kept.csv")
    #expect(
      try suite.run([Self.reading()]).verdict("kept")
        == "invalid-output: \(path): there is no such file")
    for (lines, header, reason) in [
      (rows.filter { !$0.hasPrefix("2,") }, "unit,time,score", "kept.csv has no row of unit 2"),
      (
        rows.filter { !$0.hasPrefix("1,13,") }, "unit,time,score",
        "kept.csv has no row of unit 1 at time 13"
      ),
      (
        rows + ["2,0,5"], "unit,time,score",
        "\(path):42: time 0 of unit 2 stands twice; where units for training and for testing share"
          + " names, a column part says train or test"
      ),
      (
        rows, "unit,row,score",
        "\(path):1: there is no column \"time\"; a file of scores has the columns unit, time and"
          + " score"
      ),
      (rows + ["1,x,5"], "unit,time,score", "\(path):42: \"x\" stands where a time belongs"),
      (
        rows.map { "\($0),pumps2" }, "unit,time,score,dataset",
        "kept.csv has no row of data set pumps in its column dataset"
      ),
    ] {
      try write(lines, header: header, in: suite)
      #expect(try suite.run([Self.reading()]).verdict("kept") == "invalid-output: \(reason)")
    }
  }
}
