import Metrics
import Testing

@testable import Harness

struct StandingTests {
  /// A record in which every detector of every data set has one metric with given resamples.
  private static func record(
    _ values: [(dataset: String, detector: String, value: Double)], metric: String = "roc-auc",
    replicates: (_ dataset: String, _ detector: String, _ value: Double) -> [Double]? = {
      [$2, $2]
    },
    failed: Set<String> = []
  ) -> Record {
    var record = Record()
    for (dataset, detector, value) in values {
      let key = MetricKey(
        dataset: dataset, detector: detector, seed: "mean", scope: "all", metric: metric)
      record.cells.append(
        CellRow(
          dataset: dataset, detector: detector, seed: "1",
          status: failed.contains(detector) ? .refused : .ok, reason: ""))
      record.metrics.append(MetricRow(key: key, value: value, low: nil, high: nil, n: 10))
      if let replicates = replicates(dataset, detector, value) {
        record.replicates.append(ReplicateRow(key: key, values: replicates))
      }
    }
    return record
  }

  private static let controls = [
    ("d", "random", 0.5), ("d", "constant", 0.5), ("d", "age", 0.6), ("d", "raw", 0.7),
    ("d", "oracle", 1.0),
  ]

  @Test func theOracleIsNoControlToBeat() {
    let standing = Standing(Self.record([("d", "a", 0.75)] + Self.controls))
    #expect(standing.bestControl("d", "roc-auc") == "raw")
    #expect(standing.bestControl("d", "average-precision") == nil)
    #expect(standing.lead(of: "a", "d", "roc-auc")?.value == 0.75 - 0.7)
    #expect(standing.lead(of: "none", "d", "roc-auc") == nil)
  }

  @Test func equalControlsAreToldApartByWhatTheyFind() {
    var record = Self.record(Self.controls.map { ($0.0, $0.1, 0) }, metric: "lead.median.at-budget")
    for (dataset, detector, rate) in [("d", "raw", 0.5), ("d", "random", 0.3)] {
      record.metrics.append(
        MetricRow(
          key: MetricKey(
            dataset: dataset, detector: detector, seed: "mean", scope: "all",
            metric: "detection-rate.at-budget"), value: rate, low: nil, high: nil, n: 10))
    }
    #expect(Standing(record).bestControl("d", "lead.median.at-budget") == "raw")
  }

  @Test func beingAheadIsPositiveForMetricsThatShouldBeLow() {
    let standing = Standing(
      Self.record([("d", "a", 0.25)] + Self.controls, metric: "false-positive-rate"))
    #expect(standing.bestControl("d", "false-positive-rate") == "random")
    #expect(standing.lead(of: "a", "d", "false-positive-rate")?.value == 0.25)
  }

  @Test(
    arguments: [
      ([0.9, 0.8, 0.7], nil), ([0.9, 0.6, 0.1], nil), ([0.9, 0.59, 0.1], "age"),
      ([0.1, 0.62, 0.7], nil), ([0.61, 0.1], "age"), ([], nil),
    ] as [([Double], String?)])
  func aBlindControlAheadOfTheMedianDetector(values: [Double], control: String?) {
    let own = values.enumerated().map { ("d", "detector-\($0)", $1) }
    let standing = Standing(Self.record(own + Self.controls))
    #expect(standing.blindControlAhead("d", "roc-auc") == control)
  }

  @Test func rawLooksAtASensorAndIsNotBlind() {
    let standing = Standing(Self.record([("d", "a", 0.65)] + Self.controls))
    #expect(standing.blindControlAhead("d", "roc-auc") == nil)
  }

  @Test func meanRanksOverDataSets() throws {
    let record = Self.record(
      [
        ("d", "a", 0.9), ("d", "b", 0.8), ("d", "c", 0.8), ("e", "a", 0.7), ("e", "b", 0.9),
        ("e", "c", 0.6),
      ],
      replicates: { dataset, detector, value in
        // In the second resample a and b of the first data set change places.
        [value, dataset == "d" && detector == "b" ? 0.95 : value, .nan]
      })
    let ranks = try #require(Standing(record).meanRanks("roc-auc"))
    #expect(ranks.datasets == ["d", "e"])
    #expect(ranks.ranks.map(\.detector) == ["a", "b", "c"])
    #expect(ranks.ranks.map(\.rank.value) == [1.5, 1.75, 2.75])
    #expect(ranks.ranks.map { $0.rank.replicates?[0] } == [1.5, 1.75, 2.75])
    #expect(ranks.ranks.map { $0.rank.replicates?[1] } == [2, 1, 3])
    #expect(ranks.ranks.allSatisfy { $0.rank.replicates?[2].isNaN == true })
  }

  @Test func aDataSetWhereABlindControlIsAheadDoesNotRank() throws {
    let own = [("d", "a", 0.55), ("d", "b", 0.5), ("e", "a", 0.7), ("e", "b", 0.9)]
    let ranks = try #require(
      Standing(Self.record(own + Self.controls)).meanRanks("roc-auc"))
    #expect(ranks.datasets == ["e"])
    #expect(ranks.ranks.map(\.rank.value) == [2, 1])
  }

  @Test func aDataSetWithoutAValueOfEveryDetectorDoesNotRank() throws {
    var record = Self.record([
      ("d", "a", 0.9), ("d", "b", 0.8), ("e", "a", 0.7), ("e", "b", 0.9),
    ])
    record.metrics.removeAll { $0.key.dataset == "d" && $0.key.detector == "b" }
    let standing = Standing(record)
    #expect(!standing.isDefined("d", "roc-auc"))
    #expect(standing.isDefined("e", "roc-auc"))
    #expect(try #require(standing.meanRanks("roc-auc")).datasets == ["e"])
  }

  @Test func onlyWhatRanWellEverywhereIsRanked() {
    let values = [
      ("d", "a", 0.9), ("d", "b", 0.8), ("d", "c", 0.7), ("e", "a", 0.9), ("e", "b", 0.8),
    ]
    let standing = Standing(Self.record(values))
    #expect(standing.rankedDetectors == ["a", "b"])
    #expect(standing.detectors == ["a", "b", "c"])
    let failed = Standing(Self.record(values, failed: ["a"]))
    #expect(failed.rankedDetectors == ["b"])
    #expect(failed.meanRanks("roc-auc") == nil)
  }

  @Test func withoutResamplesARankHasNoInterval() throws {
    let record = Self.record(
      [("d", "a", 0.9), ("d", "b", 0.8), ("e", "a", 0.9), ("e", "b", 0.8)],
      replicates: { dataset, _, value in dataset == "d" ? [value] : nil })
    let ranks = try #require(Standing(record).meanRanks("roc-auc"))
    #expect(ranks.ranks.map(\.rank.value) == [1, 2])
    #expect(ranks.ranks.allSatisfy { $0.rank.replicates == nil })
  }
}
