import Foundation
import Numerics
import Telemetry
import Testing

@testable import Detectors

@Suite struct KalmanTests {
  private let randomness = Randomness(seed: 1, dataset: "d", detector: "kalman")

  private func fit(_ detector: Kalman, _ units: [[Double]]) throws -> any FittedModel {
    try detector.fit(.oneChannel(units), randomness: randomness)
  }

  private func scores(_ model: any FittedModel, _ values: [Double]) throws -> [Double] {
    try model.scores(
      of: Matrix(rows: values.count, columns: 1, storage: values),
      moments: values.indices.map { Moment(time: Double($0), regime: 0) },
      for: ScoredUnit(id: "x")
    ).storage
  }

  @Test func levelByHand() throws {
    let model = try fit(Kalman(noise: 1, level: 0.5), [])
    // The first row is the level, of variance 1; then F = 1.5 + 1 and the gain is 0.6.
    let second = 3 / 2.5.squareRoot()
    // Level 2 + 0.6 × 3, of variance 1.5 × 1 ÷ 2.5 + 0.5 = 1.1.
    let third = (8 - 3.8) / 2.1.squareRoot()
    #expect(largestDifference(try scores(model, [2, 5, 8]), [0, second, third]) < 1e-15)
  }

  @Test func trendWaitsForTwoRows() throws {
    let model = try fit(Kalman(structure: .trend, noise: 1, level: 0, trend: 0), [])
    // The line through two rows of variance 1 goes on with F = 5 + 1.
    let found = try scores(model, [1, 2, 3, 4, 9])
    #expect(found[..<4] == [0, 0, 0, 0])
    // Of a line through four rows, Σ (t − 2.5)² = 5: F = 1 + 1/4 + 2.5²/5.
    #expect((found[4] - 4 / 2.5.squareRoot()).magnitude < 1e-14)
  }

  @Test func explainsEveryChannelByItsOwnError() throws {
    let training = TrainingSet(channels: ["a", "b"].map { Channel(id: $0) }, units: [])
    let model = try Kalman(noise: 1, level: 0).fit(training, randomness: randomness)
    var scorer = model.scorer(for: ScoredUnit(id: "x"))
    let moment = Moment(time: 0, regime: 0)
    let first = [1.0, 2]
    #expect(try scorer.score(first.span, at: moment) == 0)
    #expect(try scorer.explanation(of: first.span, at: moment)?.contributions == [0, 0])
    let second = [0.0, 5]
    #expect(try scorer.score(second.span, at: moment) == 3 / 2.0.squareRoot())
    #expect(
      try scorer.explanation(of: second.span, at: moment)?.contributions == [
        1 / 2.0.squareRoot(), 3 / 2.0.squareRoot(),
      ])
  }

  @Test func leavesOutAChannelThatStandsStill() throws {
    var stream = RandomStream(key: 3)
    let rows = (0..<40).flatMap { _ -> [Double] in [stream.normal(), 7] }
    let unit = TrainingUnit(
      id: "1", values: Matrix(rows: 40, columns: 2, storage: rows),
      moments: (0..<40).map { Moment(time: Double($0), regime: 0) }, fitRows: Array(0..<40))
    let training = TrainingSet(channels: ["a", "b"].map { Channel(id: $0) }, units: [unit])
    let model = try Kalman().fit(training, randomness: randomness)
    #expect((model as? Kalman.Model)?.channels == [0])
    var scorer = model.scorer(for: ScoredUnit(id: "x"))
    let moment = Moment(time: 0, regime: 0)
    for _ in 0..<2 {
      let row = [0.0, 100]
      _ = try scorer.score(row.span, at: moment)
      #expect(try scorer.explanation(of: row.span, at: moment)?.contributions.last == 0)
    }
  }

  @Test func aChannelWithoutErrorsKeepsFiniteScores() throws {
    // A straight line is forecast without error.
    let line = (0..<30).map { 0.5 * Double($0) }
    let model = try fit(Kalman(structure: .trend), [line])
    let found = try scores(model, line + [100, -100])
    #expect(found.allSatisfy { $0.isFinite })
    #expect((found.dropLast(2).max() ?? 1) < 1e-3)
    #expect(found[30] > 1000)
  }

  @Test func extremesGiveFiniteScores() throws {
    var stream = RandomStream(key: 4)
    let healthy = (0..<60).map { _ in stream.normal() }
    let great = Double.greatestFiniteMagnitude
    for structure in Kalman.Structure.allCases {
      let model = try fit(Kalman(structure: structure), [healthy])
      let found = try scores(model, [0, great, -great, great, 0, .leastNonzeroMagnitude])
      #expect(found.allSatisfy { $0.isFinite })
    }
  }

  @Test func refusals() throws {
    let noisy = [[0.1, -0.4, 0.3, 0.9, -0.2, 0.5]]
    func refusal(_ detector: Kalman, _ units: [[Double]] = noisy) -> String? {
      do {
        _ = try fit(detector, units)
        return nil
      } catch { return (error as? DetectorError)?.description }
    }
    #expect(refusal(Kalman()) == nil)
    #expect(
      refusal(Kalman(noise: 1))
        == "model level needs the variances noise and level and no other, or none")
    #expect(
      refusal(Kalman(noise: 1, level: 1, trend: 1))
        == "model level needs the variances noise and level and no other, or none")
    #expect(
      refusal(Kalman(structure: .trend, noise: 1, level: 1))
        == "model trend needs the variances noise, level and trend, or none")
    #expect(
      refusal(Kalman(noise: 0, level: 0))
        == "the variances are all 0, so that every error would be infinitely large")
    #expect(
      refusal(Kalman(), [[1, 2], [3], [4, 6]])
        == "the fit rows give 2 forecasts, too few for the 2 variances of the level model")
    #expect(
      refusal(Kalman(structure: .trend), [[1, 2, 4, 3, 5]])
        == "the fit rows give 3 forecasts, too few for the 3 variances of the trend model")
    #expect(
      refusal(Kalman(), []) == "the fit rows give 0 forecasts, too few for the 2 variances of the"
        + " level model")
    #expect(refusal(Kalman(), [[2, 2, 2, 2, 2]]) == ChannelSeries.noneCanBeForecast.description)
  }

  @Test func modelsAreWrittenAndReadBack() throws {
    var stream = RandomStream(key: 5)
    let healthy = (0..<60).map { _ in stream.normal() }
    let model = try #require(try fit(Kalman(structure: .trend), [healthy]) as? Kalman.Model)
    let back = try JSONDecoder().decode(Kalman.Model.self, from: JSONEncoder().encode(model))
    #expect(try scores(back, healthy) == scores(model, healthy))
  }
}
