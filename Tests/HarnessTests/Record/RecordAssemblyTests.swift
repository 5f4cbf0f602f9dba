import Detectors
import Metrics
import TestSupport
import Testing

@testable import Harness

/// Outputs of cells as the rows of a record.
struct RecordAssemblyTests {
  private static let seeds: [UInt64] = [3, 1]

  /// Two data sets, three detectors of the suite's and a control.
  private static func plan() throws -> RunPlan {
    let dataSet = Made.dataSet(failing: [1: 15..<18, 2: 12..<20])
    let drawn = MadeDetector(isStochastic: true) { question in
      (question.value * 7 + Double(question.seed) * Double(question.row)).truncatingRemainder(
        dividingBy: 11)
    }
    let halfBroken = MadeDetector(isStochastic: true) { question in
      question.seed == 1 ? .infinity : question.value
    }
    return Made.plan(
      [try Made.experiment(dataSet, id: "second"), try Made.experiment(dataSet, id: "first")],
      [
        Made.planned("fixed", MadeDetector(), seeds: seeds),
        Made.planned("drawn", drawn, seeds: seeds),
        Made.planned("broken", MadeDetector(refusal: "no rows"), seeds: seeds),
        Made.planned("half", halfBroken, seeds: seeds),
        Made.planned("constant", MadeDetector { _ in 0 }, isControl: true, seeds: seeds),
      ])
  }

  private static func record(_ plan: RunPlan, jobs: Int = 2) throws -> Record {
    let folder = try TemporaryDirectory()
    let runner = Runner(plan: plan, storeFolder: folder.path, jobs: jobs, isForced: false)
    return Record(try runner.run { _ in }, of: plan, jobs: jobs) { _ in }
  }

  private let record: Record

  init() throws {
    record = try Self.record(Self.plan())
  }

  private func rows(_ detector: String, _ seed: String) -> [MetricRow] {
    record.metrics.filter {
      $0.key.dataset == "first" && $0.key.detector == detector && $0.key.seed == seed
    }
  }

  @Test func rowsComeInTheOrderOfTheSuite() {
    let blocks = record.metrics.map { "\($0.key.dataset) \($0.key.detector) \($0.key.seed)" }
    var found: [String] = []
    for block in blocks where found.last != block { found.append(block) }
    let complete = ["fixed", "drawn", "constant"]
    var expected: [String] = []
    for dataset in ["second", "first"] {
      for detector in ["fixed", "drawn", "half", "constant"] {
        for seed in complete.contains(detector) ? ["3", "1", "mean"] : ["3"] {
          expected.append("\(dataset) \(detector) \(seed)")
        }
      }
    }
    #expect(found == expected)
    var scopes: [String] = []
    for row in rows("drawn", "3") where scopes.last != row.key.scope {
      scopes.append(row.key.scope)
    }
    #expect(scopes == ["all", "phase=on", "phase=off"])
  }

  @Test func everySeedHasACell() {
    var expected: [String] = []
    for dataset in ["second", "first"] {
      for detector in ["fixed", "drawn", "broken", "half", "constant"] {
        expected += ["\(dataset) \(detector) 3", "\(dataset) \(detector) 1"]
      }
    }
    #expect(record.cells.map { "\($0.dataset) \($0.detector) \($0.seed)" } == expected)
  }

  @Test(arguments: ["fixed", "constant"])
  func aDeterministicDetectorIsWrittenForEverySeed(detector: String) {
    func values(_ seed: String) -> [String] {
      rows(detector, seed).map { "\($0.key.scope) \($0.key.metric) \($0.value) \($0.n)" }
    }
    #expect(!values("3").isEmpty)
    #expect(values("1") == values("3"))
    #expect(values("mean") == values("3"))
  }

  @Test func theMeanOfAStochasticDetectorIsThatOfItsRows() throws {
    let tables = ["3", "1"].map { seed in
      Dictionary(
        uniqueKeysWithValues: rows("drawn", seed).map {
          (["\($0.key.scope)", $0.key.metric], $0.value)
        })
    }
    let means = rows("drawn", "mean")
    #expect(
      Set(means.map { [$0.key.scope, $0.key.metric] })
        == Set(tables[0].keys).intersection(tables[1].keys))
    for row in means {
      let values = tables.compactMap { $0[[row.key.scope, row.key.metric]] }
      #expect(row.value == (values[0] + values[1]) / 2, "\(row.key)")
    }
    #expect(tables[0] != tables[1])
    let units = record.units.filter { $0.dataset == "first" && $0.detector == "drawn" }
    for mean in units.filter({ $0.seed == "mean" }) {
      let values = units.filter {
        $0.seed != "mean" && $0.unit == mean.unit && $0.metric == mean.metric
      }.map(\.value)
      #expect(values.count == 2 && mean.value == (values[0] + values[1]) / 2)
    }
  }

  @Test func aFailedCellHasAReasonAndNoNumber() {
    #expect(
      record.cells.filter { $0.detector == "broken" && $0.dataset == "first" }
        == ["3", "1"].map {
          CellRow(
            dataset: "first", detector: "broken", seed: $0, status: .refused, reason: "no rows")
        })
    #expect(record.metrics.allSatisfy { $0.key.detector != "broken" })
    #expect(record.units.allSatisfy { $0.detector != "broken" })
    #expect(record.events.allSatisfy { $0.detector != "broken" })
    #expect(record.curves.allSatisfy { $0.detector != "broken" })
    #expect(record.timings.allSatisfy { $0.detector != "broken" })
  }

  @Test func oneFailedSeedLeavesNoMean() {
    #expect(
      record.cells.filter { $0.detector == "half" && $0.dataset == "first" }.map(\.status)
        == [.ok, .invalidOutput])
    #expect(!rows("half", "3").isEmpty)
    #expect(rows("half", "1").isEmpty)
    #expect(rows("half", "mean").isEmpty)
    #expect(record.units.allSatisfy { $0.detector != "half" || $0.seed == "3" })
  }

  @Test func aNumberThatOneSeedLacksHasNoMean() throws {
    // With seed 1 the evaluated rows of unit 1 have no score.
    let detector = MadeDetector(isStochastic: true) { question in
      question.seed == 1 && question.unit.id == "1" && question.row >= 10 ? nil : question.value
    }
    let plan = Made.plan(
      [try Made.experiment(Made.dataSet())], [Made.planned("a", detector, seeds: [3, 1])])
    let means = try Self.record(plan).units.filter { $0.seed == "mean" }
    #expect(
      means.map { "\($0.unit) \($0.metric)" } == [
        "1 true-positives", "1 false-positives", "2 true-positives", "2 false-positives",
        "2 score-mean",
      ])
    #expect(means.last?.value == 34.5)
  }

  @Test func theNumberOfJobsMakesNoDifference() throws {
    let alone = try Self.record(Self.plan(), jobs: 1)
    for (one, two) in zip(alone.pureFiles, record.pureFiles) {
      #expect(one.name == two.name)
      #expect(one.bytes() == two.bytes())
    }
  }
}
