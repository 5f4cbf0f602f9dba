import Metrics
import Testing

@testable import Harness
@testable import Reports

/// The headline and the ranks of a small record.
struct RecordTablesTests {
  /// A record of data set `pumps` with values over all rows; each has a narrow interval.
  private static func record(
    _ values: [String: [(detector: String, value: Double)]], events: Double = 20
  ) -> Record {
    var record = Record()
    let names = ["first", "second", "random", "constant", "age", "raw", "oracle"]
    for name in names {
      record.cells.append(
        CellRow(dataset: "pumps", detector: name, seed: "1", status: .ok, reason: ""))
    }
    for (metric, rows) in values.sorted(by: { $0.key < $1.key }) {
      for (detector, value) in rows {
        let key = MetricKey(
          dataset: "pumps", detector: detector, seed: "mean", scope: "all", metric: metric)
        record.metrics.append(
          MetricRow(key: key, value: value, low: value / 2, high: value * 2, n: 20))
        record.replicates.append(
          ReplicateRow(key: key, values: (0..<41).map { value * (1 + 0.01 * Double($0 - 20)) }))
      }
    }
    for name in names {
      let key = MetricKey(
        dataset: "pumps", detector: name, seed: "mean", scope: "all", metric: "failing-events")
      record.metrics.append(MetricRow(key: key, value: events, low: nil, high: nil, n: 20))
    }
    return record
  }

  private static let usual: [String: [(detector: String, value: Double)]] = [
    "detection-rate.at-budget": [
      ("first", 0.9), ("second", 0.8), ("random", 0.1), ("constant", 0), ("age", 0.2),
      ("raw", 0.5), ("oracle", 1),
    ],
    "lead.median.at-budget": [
      ("first", 40), ("second", 30), ("random", 0), ("constant", 0), ("age", 10), ("raw", 20),
      ("oracle", 100),
    ],
  ]

  private func lines(_ record: Record, _ table: (RecordTables) -> Table?) throws -> [String] {
    try #require(table(RecordTables(record))).text().split(separator: "\n").map(String.init)
  }

  @Test func howFarAheadOfTheBestControl() throws {
    let lines = try lines(Self.record(Self.usual)) { $0.atOneRate("pumps") }
    #expect(
      lines.first == "pumps · at one false-alarm rate, at most 10 of 1000 healthy rows")
    let header = try #require(lines.first { $0.hasPrefix("detector") })
    #expect(header.contains("ahead of raw [95 %]"))
    let first = try #require(lines.first { $0.hasPrefix("first") })
    #expect(first.contains("18/20 [9–36]"))
    #expect(first.contains("40 [20–80]"))
    #expect(first.contains("+20 [+16.2 to +23.8]"), "\(first)")
    let raw = try #require(lines.first { $0.hasPrefix("raw") })
    #expect(raw.contains(" –  "))
    #expect(!lines.contains { $0.contains("looks at no sensor") })
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func aMetricThatABlindControlWinsDoesNotRank() throws {
    var values = Self.usual
    values["lead.median.at-budget"]?[4].value = 36
    let record = Self.record(values)
    let text = try lines(record) { $0.atOneRate("pumps") }.joined(separator: " ")
    #expect(
      text.contains(
        "age, which looks at no sensor, beats the median detector: \"lead\" does not rank here."))
    let ranks = try lines(record) { $0.meanRanks }
    #expect(ranks.first == "Rank [95 %], 1 is best")
    #expect(ranks.contains { $0.hasPrefix("detector  detected at budget") })
    #expect(ranks.contains("first                1 [1–1]"))
    #expect(
      ranks.joined(separator: " ").contains(
        "lead at budget does not rank on pumps: age, which looks at no sensor, beats the median"))
  }

  @Test func aBlindControlAheadByAScoreIsNamedBesideIt() throws {
    let values = [
      "roc-auc": [("first", 0.6), ("second", 0.7), ("random", 0.5), ("age", 0.9)],
      "average-precision": [("first", 0.6), ("second", 0.7), ("random", 0.1), ("age", 0.2)],
    ]
    let text = try lines(Self.record(values)) { $0.scores("pumps") }.joined(separator: " ")
    #expect(text.contains("age, which looks at no sensor, beats the median detector: \"ROC-AUC\""))
    #expect(!text.contains("\"AP\""))
  }

  @Test func aDataSetThatCannotRankIsNamed() throws {
    var record = Self.record(Self.usual)
    for detector in ["first", "second"] {
      record.cells.append(
        CellRow(dataset: "calm", detector: detector, seed: "1", status: .ok, reason: ""))
    }
    let text = try lines(record) { $0.meanRanks }.joined(separator: " ")
    #expect(text.contains("lead at budget does not rank on calm: not every detector has a value."))
    #expect(!text.contains("lead at budget does not rank on pumps"))
  }

  @Test(arguments: [(60.0, true), (61.0, false)])
  func aBudgetBelowOneHealthyRowIsNamed(silent: Double, isUnresolved: Bool) throws {
    var values = Self.usual
    values["false-positives"] = [("first", 39)]
    values["true-negatives"] = [("first", silent)]
    // Of 100 rows the budget of 10 in 1000 is one; of 99 it is none.
    let text = try lines(Self.record(values)) { $0.atOneRate("pumps") }.joined(separator: " ")
    #expect(text.contains("99 healthy rows cannot resolve so small a rate") == isUnresolved)
  }

  @Test func eventsAreCountedWhereEveryDetectorFailed() throws {
    var record = Self.record(Self.usual)
    record.metrics.removeAll { ["first", "second"].contains($0.key.detector) }
    let raw = try #require(
      try lines(record) { $0.atOneRate("pumps") }.first { $0.hasPrefix("raw") })
    #expect(raw.contains("10/20"), "\(raw)")
  }

  @Test func whatRanNowhereWellIsNamed() throws {
    var record = Self.record(Self.usual)
    record.cells.append(
      CellRow(dataset: "pumps", detector: "third", seed: "1", status: .refused, reason: "why"))
    let ranks = try lines(record) { $0.meanRanks }
    #expect(ranks.last == "Not ranked, for they did not run well everywhere: third.")
  }

  @Test func pointAdjustmentStandsBesideRandomScores() throws {
    let values = [
      "pa-f1": [("first", 0.95), ("random", 0.8125)], "pa-f1.oracle": [("first", 0.5)],
    ]
    let lines = try lines(Self.record(values)) { $0.agreement("pumps") }
    let first = try #require(lines.first { $0.hasPrefix("first") })
    #expect(first.contains("0.95 (0.81)"))
    #expect(first.contains("0.50 (–)"))
  }
}
