import Numerics
import Telemetry
import Testing

@testable import Detectors

/// Detectors that are made of others.
struct EnsembleTests {
  /// Two units of two channels; max-z scores their rows 1, 2 and 3, 4, mean-z 0.5, 2 and 4.5, 8.
  private static let training = TrainingSet(
    channels: [Channel(id: "a"), Channel(id: "b")],
    units: [("1", [1.0, 0, 2, 0]), ("2", [0, 3, 0, 4])].map { id, values in
      TrainingUnit(
        id: id, values: Matrix(rows: 2, columns: 2, storage: values), moments: moments(2),
        fitRows: [0, 1])
    })

  private static func moments(_ count: Int) -> [Moment] {
    (0..<count).map { Moment(time: Double($0), regime: 0) }
  }

  private static func member(_ kind: DetectorKind, weight: Double = 1) -> NamedDetector {
    NamedDetector(
      id: "own-\(kind.name)", weight: weight, kind: kind,
      values: ParameterValues(standardOf: kind, channels: ["a"]))
  }

  private static let both = [member(.maxZ, weight: 3), member(.meanZ)]
  private static let randomness = Randomness(seed: 5, dataset: "d", detector: "all")

  private func model(
    _ rule: Ensemble.Rule = .mean, _ method: ScoreNormaliser.Method = .rank, level: Double = 0.5
  ) throws -> any FittedModel {
    try Ensemble(members: Self.both, rule: rule, method: method, level: level)
      .fit(Self.training, randomness: Self.randomness)
  }

  private func scores(_ model: any FittedModel, _ rows: [[Double]]) throws -> [Double] {
    try model.scores(
      of: Matrix(rows: rows.count, columns: 2, storage: rows.flatMap { $0 }),
      moments: Self.moments(rows.count), for: ScoredUnit(id: "x")
    ).storage
  }

  @Test func meansOfRanks() throws {
    // [2, 2]: max-z 2 is above 2 of 4 scores, mean-z 4 above 2 of 4. [0, 3.5]: 3.5 above 3, 6.125 above 3.
    // [9, 0]: above all. [-1.5, 1.5]: max-z above 1, mean-z 2.25 above 2.
    let found = try scores(try model(), [[2, 2], [0, 3.5], [9, 0], [-1.5, 1.5]])
    #expect(found == [0.5, 0.75, 1, (3 * 0.25 + 0.5) / 4])
  }

  @Test func meansOfStandardisedScores() throws {
    let first = (mean: 2.5, deviation: 1.25.squareRoot())
    let second = (mean: 3.75, deviation: (32.25 / 4).squareRoot())
    let found = try scores(try model(.mean, .z), [[5, 0]])
    let expected =
      (3 * (5 - first.mean) / first.deviation + (12.5 - second.mean) / second.deviation) / 4
    #expect(abs(found[0] - expected) < 1e-12)
  }

  @Test func votesAreSharesOfTheWeight() throws {
    let found = try scores(try model(.vote), [[2, 2], [0, 3.5], [2.9, 2.9], [-1.5, 2.5]])
    // [2.9, 2.9]: only mean-z (8.41, above all) exceeds its median rank.
    #expect(found == [0, 1, 0.25, 0])
  }

  private func explanation(_ row: [Double], _ rule: Ensemble.Rule) throws -> Explanation? {
    var scorer = try model(rule).scorer(for: ScoredUnit(id: "x"))
    _ = try scorer.score(row.span, at: Moment(time: 0, regime: 0))
    return try scorer.explanation(of: row.span, at: Moment(time: 0, regime: 0))
  }

  @Test func explanationsNameThoseThatAreAboveTheUsual() throws {
    let mixed = try #require(try explanation([2.9, 2.9], .mean))
    #expect(mixed.reason == "confidence 75 %: own-mean-z above the usual")
    let clear = try #require(try explanation([1, 9], .mean))
    #expect(clear.reason == "confidence 100 %: own-max-z, own-mean-z above the usual")
    let quiet = try #require(try explanation([0, 1], .mean))
    #expect(quiet.reason == "confidence 100 %: no member above the usual")
  }

  @Test func contributionsAddUpToTheScore() throws {
    let row = [1.0, 9]
    let explanation = try #require(try explanation(row, .mean))
    // Both members give the score 1: max-z splits it 1 to 9, mean-z 1 to 81.
    let expected = [(3 * 0.1 + 1.0 / 82) / 4, (3 * 0.9 + 81.0 / 82) / 4]
    #expect(isClose(explanation.contributions, expected))
    #expect(abs(explanation.contributions.reduce(0, +) - 1) < 1e-12)
  }

  @Test func aMembersFitIsThatOfItsOwnCell() throws {
    var stream = RandomStream(key: 1)
    let training = TrainingSet(
      channels: [Channel(id: "a"), Channel(id: "b")],
      units: (1...3).map { id in
        TrainingUnit(
          id: "\(id)",
          values: Matrix(rows: 60, columns: 2, storage: (0..<120).map { _ in stream.normal() }),
          moments: Self.moments(60), fitRows: Array(5..<60))
      })
    let members = [Self.member(.isolationForest), Self.member(.nearestNeighbours)]
    let ensemble = Ensemble(members: members)
    #expect(ensemble.isStochastic)
    let model = try #require(
      try ensemble.fit(training, randomness: Self.randomness) as? EnsembleModel)
    let alone = try members[0].detector.fit(
      training, randomness: Randomness(seed: 5, dataset: "d", detector: "own-isolation-forest"))
    let rows = [[0.0, 0], [3, -3], [0.5, 9]]
    #expect(try scores(model.members[0].model, rows) == scores(alone, rows))
    // No calibration score is that of a row that was fitted on, of which the nearest is itself.
    #expect(model.members[1].rank.normalised(0) == 0)
    let back = try ModelDecoder.decode(
      EnsembleModel.self, from: try ModelEncoder.encode(model)[...])
    #expect(try scores(back, rows) == scores(model, rows))
  }

  @Test func aUnitByItselfIsPartedIntoBlocks() throws {
    let one = TrainingSet(
      channels: Self.training.channels,
      units: [
        TrainingUnit(
          id: "1", values: Matrix(rows: 5, columns: 2, storage: [9, 9, 1, 0, 2, 0, 0, 3, 0, 4]),
          moments: Self.moments(5), fitRows: [1, 2, 3, 4])
      ])
    let held = try one.heldOutScores(of: MaxZ(), folds: 2, randomness: Self.randomness)
    #expect(held == [1, 2, 3, 4])
  }

  @Test func onlyHealthyRowsCalibrate() throws {
    func training(_ targets: [Double]) -> TrainingSet {
      TrainingSet(
        channels: Self.training.channels,
        units: Self.training.units.map { unit in
          TrainingUnit(
            id: unit.id, values: unit.values, moments: unit.moments, fitRows: unit.fitRows,
            targets: targets)
        })
    }
    for targets in [[0.0, 1], [Learning.lifeCap, 30]] {
      let held = try training(targets).heldOutScores(
        of: MaxZ(), folds: 2, randomness: Self.randomness)
      #expect(held == [1, 3])
    }
  }

  @Test func refusalsNameTheMember() {
    let members = [Self.member(.maxZ), Self.member(.nearestNeighbours)]
    let error = #expect(throws: DetectorError.self) {
      _ = try Ensemble(members: members).fit(Self.training, randomness: Self.randomness)
    }
    #expect(error?.description.hasPrefix("member own-knn: ") == true)
  }
}
