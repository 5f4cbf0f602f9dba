import Numerics
import Telemetry
import Testing

@testable import Detectors

@Suite struct DetectorsTests {
  private static let channels = ["a", "b", "c"].map { Channel(id: $0) }

  private static func rows(_ count: Int, key: UInt64) -> Matrix {
    var stream = RandomStream(key: key)
    return Matrix(rows: count, columns: 3, storage: (0..<3 * count).map { _ in stream.normal() })
  }

  private static func moments(_ count: Int) -> [Moment] {
    (0..<count).map { Moment(time: Double($0), regime: 0) }
  }

  private static let training = TrainingSet(
    channels: channels,
    units: (0..<3).map { unit in
      TrainingUnit(
        id: "\(unit)", values: rows(80, key: UInt64(unit)), moments: moments(80),
        fitRows: Array(10..<70), targets: (10..<70).map { $0 < 50 ? 0 : 1 })
    })

  private static let all: [(name: String, detector: any Detector)] =
    [
      ("max-z", MaxZ()), ("mean-z", MeanZ()), ("channel", ChannelLevel(channels: ["b", "c"])),
      ("hard-limit", HardLimit(limits: ["a": -2...2])), ("baseline", Baseline(ownRows: 5)),
      ("iqr", InterquartileRange()), ("iqr count", InterquartileRange(score: .count)),
      ("ewma", EWMAChart()), ("cusum", CUSUMChart()), ("mahalanobis", Mahalanobis()),
      ("mahalanobis root", Mahalanobis(root: true)),
      ("pca-residual", PCAResidual(variance: 0.6)), ("pca-t2", PCADistance(variance: 0.6)),
      ("hbos", HBOS()), ("ecod", ECOD()), ("ecod paper", ECOD(paperVariant: true)),
      ("copod", COPOD()),
      ("knn", NearestNeighbours()), ("lof", LocalOutlierFactor()),
      ("isolation-forest", IsolationForest(trees: 10)),
      ("kalman", Kalman()), ("kalman trend", Kalman(structure: .trend)), ("arima", ARIMA()),
      ("arima 3,0,2", ARIMA(autoregressive: 3, differences: 0, movingAverage: 2)),
      ("logistic-regression", LogisticRegression()),
      ("random-forest", RandomForest(trees: 20, balance: .smote)),
      ("gradient-boosting", GradientBoosting(rounds: 20)), ("rul-forest", RULForest(trees: 20)),
      ("rul-boosting", RULBoosting(rounds: 20)),
    ] + Control.allCases.map { ($0.rawValue, $0.detector(rawChannels: ["b"])) }

  @Test(arguments: all.indices)
  func batchGivesTheBitsOfRowByRow(index: Int) throws {
    let (name, detector) = Self.all[index]
    let randomness = Randomness(seed: 5, dataset: "d", detector: name)
    let model = try detector.fit(Self.training, randomness: randomness)
    let rows = Self.rows(200, key: 99)
    let unit = ScoredUnit(
      id: "x",
      labels: [RowLabel](repeating: .healthy, count: 150)
        + [RowLabel](repeating: .failing, count: 50))
    let batch = try model.scores(of: rows, moments: Self.moments(200), for: unit)
    var scorer = model.scorer(for: unit)
    var streamed = ScoreTrace(count: 200)
    for row in 0..<200 {
      streamed[row] = try rows.withRow(row) {
        try scorer.score($0, at: Moment(time: Double(row), regime: 0))
      }
    }
    #expect(batch == streamed)
    #expect(batch.storage.allSatisfy { $0.isFinite })
    let again = try detector.fit(Self.training, randomness: randomness)
    #expect(try again.scores(of: rows, moments: Self.moments(200), for: unit) == batch)
  }

  private func scores(_ detector: any Detector, _ rows: [[Double]]) throws -> [Double?] {
    let model = try detector.fit(
      Self.training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    let matrix = Matrix(rows: rows.count, columns: 3, storage: rows.flatMap { $0 })
    let trace = try model.scores(
      of: matrix, moments: Self.moments(rows.count), for: ScoredUnit(id: "x"))
    return (0..<trace.count).map { trace[$0] }
  }

  @Test func rulesByHand() throws {
    let rows = [[1, -3, 2], [0, 0, 0], [0.5, 0.25, -0.75]]
    #expect(try scores(MaxZ(), rows) == [3, 0, 0.75])
    #expect(try scores(MeanZ(), rows) == [14.0 / 3, 0, 0.875 / 3])
    #expect(try scores(ChannelLevel(channels: ["a", "b"]), rows) == [1, 0, 0.5])
    let limits = ["a": 0...2.0, "b": -1...1.0, "c": -4...4.0]
    #expect(try scores(HardLimit(limits: limits), rows) == [3, 1, 0.5])
    #expect(try scores(AgeControl(), rows) == [0, 1, 2])
    #expect(try scores(ConstantControl(), rows) == [0, 0, 0])
    #expect(try scores(OracleControl(), rows) == [nil, nil, nil])
  }

  @Test func baselineLearnsTheUnitsOwnLevel() throws {
    // A unit that always stood two deviations away is far from the fleet, but not from itself.
    let model = try Baseline(ownRows: 5).fit(
      Self.training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    var scorer = Baseline.State(model: try #require(model as? Baseline.Model))
    var parts: [Baseline.Parts] = []
    for row in 0..<10 {
      let values = [2.0, 2, row == 9 ? -2 : 2]
      parts.append(scorer.parts(of: values.span))
    }
    #expect(parts[4].own == nil)
    #expect(parts[5].own == 0)
    #expect(parts[8].fleet > 0.9)
    #expect((parts[9].own ?? 0) > 1)
    #expect(parts[9].fleet == parts[8].fleet)
  }

  @Test func explanationsNameTheDrivingChannel() throws {
    let model = try HardLimit(limits: ["a": 0...1]).fit(
      Self.training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    let scorer = model.scorer(for: ScoredUnit(id: "x"))
    let row = [3.0, 0, 0]
    let explanation = try scorer.explanation(of: row.span, at: Moment(time: 0, regime: 0))
    #expect(explanation?.reason == "a beyond its high limit")
    #expect(explanation?.contributions[0] == 5)
  }

  @Test func refusals() {
    let randomness = Randomness(seed: 1, dataset: "d", detector: "x")
    #expect(throws: DetectorError("channel zz is not among the prepared channels")) {
      _ = try ChannelLevel(channels: ["zz"]).fit(Self.training, randomness: randomness)
    }
    #expect(throws: DetectorError("limits: channel zz is not among the prepared channels")) {
      _ = try HardLimit(limits: ["zz": 0...1]).fit(Self.training, randomness: randomness)
    }
  }

  @Test func randomScoresDependOnNamesAlone() throws {
    func first(_ seed: UInt64, _ dataset: String, _ unit: String) throws -> Double? {
      let model = try RandomControl().fit(
        Self.training, randomness: Randomness(seed: seed, dataset: dataset, detector: "random"))
      var scorer = model.scorer(for: ScoredUnit(id: unit))
      let row = [0.0, 0, 0]
      return try scorer.score(row.span, at: Moment(time: 0, regime: 0))
    }
    #expect(try first(1, "d", "u") == first(1, "d", "u"))
    #expect(try first(1, "d", "u") != first(2, "d", "u"))
    #expect(try first(1, "d", "u") != first(1, "e", "u"))
    #expect(try first(1, "d", "u") != first(1, "d", "v"))
  }

  @Test func theOraclePredictsTheLifeItIsTold() throws {
    let model = try OracleControl().fit(
      Self.training, randomness: Randomness(seed: 1, dataset: "d", detector: "oracle"))
    let labels = [RowLabel](repeating: .healthy, count: 2)
    func predictions(_ unit: ScoredUnit) throws -> [Double?] {
      var scorer = model.scorer(for: unit)
      let row: [Double] = [0, 0, 0]
      return try [scorer.predictedLife]
        + Self.moments(3).map { moment in
          _ = try scorer.score(row.span, at: moment)
          return scorer.predictedLife
        }
    }
    let told = ScoredUnit(id: "x", labels: labels, remainingLives: [126, 124.5])
    #expect(try predictions(told) == [nil, 125, 124.5, nil])
    #expect(try predictions(ScoredUnit(id: "x", labels: labels)) == [nil, nil, nil, nil])
  }

  @Test func largestContributionsAreNamedInOrder() {
    let explanation = Explanation(contributions: [0.5, -3, 2, 0.5, 0, .nan, 1])
    #expect(explanation.largestContributions(3) == [2, 6, 0])
    #expect(explanation.largestContributions(9) == [2, 6, 0, 3])
    #expect(Explanation(contributions: [0, -1]).largestContributions(1) == [])
  }
}
