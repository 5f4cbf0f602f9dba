import JSON
import Metrics
import Numerics
import Testing

@testable import Harness

struct RecordComparisonTests {
  /// A record of the suite `small` with values of detectors a and b.
  private static func record(
    _ values: [(detector: String, metric: String, value: Double)], units: [UnitRow] = [],
    shift: Int = 0, spread: Double? = 0.01, name: String = "small", identity: String = "d1"
  ) throws -> Record {
    var record = Record.sample(
      values.map { .sample($0.detector, $0.metric, $0.value) }, units: units,
      identity: identity)
    record.run = [
      "format": 1, "suite": ["name": .string(name)],
      "data": [["id": "pumps", "identity": .string(identity)]],
    ]
    if let spread {
      record.replicates = values.enumerated().map { index, value in
        // Every value has its own pattern, so that differences vary.
        ReplicateRow(
          key: .sample(value.detector, value.metric),
          values: (0..<64).map { value.value + spread * Double($0 * (index + 2 + shift) % 7 - 3) })
      }
    }
    return record
  }

  private static let paths = ("a", "b")

  @Test func worseFirstAndTheSurestBefore() throws {
    let first = try Self.record([
      ("a", "roc-auc", 0.9), ("a", "f1", 0.5), ("a", "false-positive-rate", 0.1),
      ("b", "roc-auc", 0.8), ("b", "f1", 0.7), ("b", "detected", 3),
    ])
    let second = try Self.record(
      [
        ("a", "roc-auc", 0.5), ("a", "f1", 0.6), ("a", "false-positive-rate", 0.12),
        ("b", "roc-auc", 0.8), ("b", "f1", 0.69), ("b", "detected", 4),
      ], shift: 1)
    let comparison = try RecordComparison(first, second, paths: Self.paths)
    #expect(comparison.compared == 5)
    #expect(
      comparison.differences.map { "\($0.isWorse) \($0.key.detector) \($0.key.metric)" }
        == [
          "true a roc-auc", "true a false-positive-rate", "true b f1", "false a f1",
        ])
    #expect(comparison.differences[0].change.value == 0.5 - 0.9)
    #expect(comparison.notes == [])
    let raw = comparison.differences.map { $0.change.probabilityOfZero ?? .nan }
    let corrected = comparison.differences.map { $0.probability ?? .nan }
    #expect(zip(raw, corrected).contains { $0 < $1 })
    #expect(corrected == Statistics.holm(raw))
  }

  @Test func equalRecordsDifferInNothing() throws {
    let record = try Self.record([("a", "roc-auc", 0.9), ("b", "f1", 0.5)])
    let comparison = try RecordComparison(record, record, paths: Self.paths)
    #expect(comparison.differences.isEmpty)
    #expect(comparison.compared == 2)
  }

  @Test func withoutResamplesTheValuesAreCompared() throws {
    let first = try Self.record([("a", "roc-auc", 0.9)], spread: nil)
    let second = try Self.record([("a", "roc-auc", 0.8)])
    let difference = try #require(
      try RecordComparison(first, second, paths: Self.paths).differences.first)
    #expect(difference.probability == nil)
    #expect(difference.change.bounds == nil)
    #expect(difference.isWorse)
  }

  @Test func theUnitsBehindADifference() throws {
    let units = [
      UnitRow.sample("a", "1", "lead", 40), .sample("a", "2", "lead", 30),
      .sample("a", "1", "false-positives", 5), .sample("b", "1", "lead", 1),
    ]
    let others = [
      UnitRow.sample("a", "1", "lead", 39), .sample("a", "2", "lead", 0),
      .sample("a", "1", "false-positives", 9), .sample("b", "1", "lead", 1),
    ]
    let values = { (lead: Double, rate: Double) in
      [("a", "lead.median", lead), ("a", "false-positive-rate", rate)]
    }
    let comparison = try RecordComparison(
      Self.record(values(35, 0.1), units: units), Self.record(values(20, 0.2), units: others),
      paths: Self.paths)
    let byMetric = Dictionary(
      uniqueKeysWithValues: comparison.differences.map { ($0.key.metric, $0.units) })
    #expect(byMetric["lead.median"]?.map(\.unit) == ["2", "1"])
    #expect(byMetric["lead.median"]?.first?.golden == 30)
    #expect(byMetric["false-positive-rate"]?.map(\.new) == [9])
  }

  @Test func unitsThatWentTheOtherWayComeLast() throws {
    let first = try Self.record(
      [("a", "lead.median", 30)],
      units: [.sample("a", "1", "lead", 10), .sample("a", "2", "lead", 30)])
    let second = try Self.record(
      [("a", "lead.median", 20)],
      units: [.sample("a", "1", "lead", 90), .sample("a", "2", "lead", 25)])
    let worse = try #require(
      try RecordComparison(first, second, paths: Self.paths).differences.first)
    #expect(worse.units.map(\.unit) == ["2", "1"])
    let better = try #require(
      try RecordComparison(second, first, paths: Self.paths).differences.first)
    #expect(better.units.map(\.unit) == ["2", "1"])
  }

  @Test func scoresOfUnitsThatRoseDoNotComeBeforeThoseThatFell() throws {
    func record(_ value: Double, _ scores: (Double, Double)) throws -> Record {
      try Self.record(
        [("a", "roc-auc", value)],
        units: [
          .sample("a", "1", "score-mean", scores.0), .sample("a", "2", "score-mean", scores.1),
        ])
    }
    // Where unit 1 is mostly healthy its higher scores are what makes the second record worse.
    let comparison = try RecordComparison(
      record(0.9, (1, 2)), record(0.8, (4, 1.5)), paths: Self.paths)
    #expect(comparison.differences.first?.units.map(\.unit) == ["1", "2"])
  }

  @Test func whatOnlyOneRecordHasIsNamed() throws {
    let first = try Self.record([
      ("a", "roc-auc", 0.9), ("a", "f1", 0.5), ("b", "roc-auc", 0.8), ("b", "detected", 3),
    ])
    let second = try Self.record([("a", "roc-auc", 0.9), ("c", "roc-auc", 0.8)])
    let comparison = try RecordComparison(first, second, paths: Self.paths)
    #expect(comparison.compared == 1)
    #expect(
      comparison.notes == [
        "pumps: only the first record has f1 of a",
        "pumps: only the first record has values of b",
        "pumps: only the second record has values of c",
      ])
  }

  @Test func otherSettingsAreNoted() throws {
    func record(_ budget: JSONValue, _ split: JSONValue) throws -> Record {
      var record = try Self.record([("a", "roc-auc", 0.9)])
      record.run = [
        "format": 1,
        "suite": [
          "name": "small", "alarm": ["threshold": ["budget": budget]],
          "datasets": [["id": "pumps", "split": split]],
        ],
        "data": [["id": "pumps", "identity": "d1"]],
      ]
      return record
    }
    let first = try record(10, "units")
    #expect(try RecordComparison(first, first, paths: Self.paths).notes == [])
    #expect(
      try RecordComparison(first, record(5, "official"), paths: Self.paths).notes == [
        "the alarm rules of the records differ",
        "pumps: split, labels or preparation differ between the records",
      ])
  }

  @Test func whatCannotBePaired() throws {
    let first = try Self.record(
      [("a", "roc-auc", 0.9)], units: [.sample("a", "1", "lead", 1)])
    func message(_ second: Record) -> String? {
      let error = #expect(throws: RecordError.self) {
        try RecordComparison(first, second, paths: Self.paths)
      }
      return error?.description
    }
    #expect(
      message(try Self.record([("a", "roc-auc", 0.9)], name: "other"))
        == "a, b: these are records of different suites, small and other")
    #expect(
      message(try Self.record([("a", "roc-auc", 0.9)], identity: "d2"))
        == "a, b: the records have no data set in common; pumps: the records hold other data, and"
        + " nothing is paired")
    #expect(
      message(
        try Self.record([("a", "roc-auc", 0.9)], units: [.sample("a", "2", "lead", 1)]))
        == "a, b: the records have no data set in common; pumps: the records evaluate other units, and"
        + " nothing is paired")
  }
}
