import Foundation
import Numerics
import Telemetry
import Testing

@testable import Detectors

@Suite struct ARIMATests {
  private let randomness = Randomness(seed: 1, dataset: "d", detector: "arima")

  private func fit(_ detector: ARIMA, _ units: [[Double]]) throws -> any FittedModel {
    try detector.fit(.oneChannel(units), randomness: randomness)
  }

  private func scores(_ model: any FittedModel, _ values: [Double]) throws -> [Double] {
    try model.scores(
      of: Matrix(rows: values.count, columns: 1, storage: values),
      moments: values.indices.map { Moment(time: Double($0), regime: 0) },
      for: ScoredUnit(id: "x")
    ).storage
  }

  private static func noise(_ count: Int, key: UInt64 = 4) -> [Double] {
    var stream = RandomStream(key: key)
    return (0..<count).map { _ in stream.normal() }
  }

  @Test func scoresByHand() throws {
    let channel = ARIMAChannel(
      autoregressive: [0.6], movingAverage: [], mean: 1, standardDeviation: 2)
    let level = ARIMA.Model(columns: 1, differences: 0, channels: [0], fitted: [channel])
    // The first row is about the mean, with the variance 4 ÷ (1 − 0.36); then 4 about 1 + 0.6 (y − 1).
    #expect(
      largestDifference(try scores(level, [6, 2, 1]), [5 / 2.5, 2.0 / 2, 0.6 / 2]) < 1e-15)
    let once = ARIMA.Model(columns: 1, differences: 1, channels: [0], fitted: [channel])
    #expect(
      largestDifference(try scores(once, [10, 16, 18, 19]), [0, 5 / 2.5, 2.0 / 2, 0.6 / 2]) < 1e-15)
    let twice = ARIMA.Model(columns: 1, differences: 2, channels: [0], fitted: [channel])
    #expect(
      largestDifference(
        try scores(twice, [10, 10, 16, 24, 33]), [0, 0, 5 / 2.5, 2.0 / 2, 0.6 / 2]) < 1e-15)
  }

  @Test func everyOrderIsStationaryAndFinite() throws {
    let units = [Self.noise(50), Self.noise(30, key: 5), [1, 2]]
    for (p, d, q) in [(0, 0, 0), (0, 1, 0), (5, 0, 0), (0, 2, 3), (1, 1, 0), (5, 2, 5)] {
      let model = try fit(
        ARIMA(autoregressive: p, differences: d, movingAverage: q), units)
      let fitted = try #require((model as? ARIMA.Model)?.fitted.first)
      #expect(fitted.autoregressive.allSatisfy { $0.magnitude < 1 })
      #expect(fitted.movingAverage.allSatisfy { $0.magnitude <= 1 })
      let great = Double.greatestFiniteMagnitude
      let found = try scores(model, Self.noise(300, key: 6) + [great, -great, great, 0])
      #expect(found.allSatisfy { $0.isFinite }, "\(p), \(d), \(q)")
      #expect(found.prefix(d).allSatisfy { $0 == 0 })
    }
  }

  /// The differences of white noise have a moving average on the border of invertibility.
  @Test func aNeedlessDifferenceLeadsToTheBorder() throws {
    let units = (0..<20).map { Self.noise(200, key: $0) }
    let model = try fit(ARIMA(autoregressive: 0, differences: 1, movingAverage: 1), units)
    let fitted = try #require((model as? ARIMA.Model)?.fitted.first)
    #expect(fitted.movingAverage[0] < -0.999)
    #expect((fitted.standardDeviation - 1).magnitude < 0.03)
  }

  /// Mean and deviation are still those of greatest likelihood.
  @Test func coefficientsThatAreGivenStay() throws {
    let units = [Self.noise(50), Self.noise(30, key: 5)]
    let found = try fit(ARIMA(autoregressive: 2, differences: 0, movingAverage: 1), units)
    let process = try #require((found as? ARIMA.Model)?.fitted.first).process
    let given = try fit(ARIMA(given: .init(ar: process.ar, ma: process.ma), differences: 0), units)
    let values = Self.noise(100, key: 6)
    #expect(largestDifference(try scores(given, values), try scores(found, values)) < 1e-12)
    let other = try fit(ARIMA(given: .init(ar: [0.5], ma: [0.3, -0.2]), differences: 1), units)
    let kept = try #require((other as? ARIMA.Model)?.fitted.first).process
    #expect(kept.ar == [0.5])
    #expect(largestDifference(kept.ma, [0.3, -0.2]) < 1e-15)
  }

  @Test func shortRunsAreLeftOut() throws {
    let long = Self.noise(60)
    let alone = try fit(ARIMA(), [long])
    let beside = try fit(ARIMA(), [[5], long, [-3]])
    #expect(try scores(alone, long) == scores(beside, long))
  }

  @Test(arguments: [0, 1e-12, 1e200])
  func channelsOfNoUsableScaleAreLeftOut(scale: Double) throws {
    let values = Self.noise(40)
    let unit = TrainingUnit(
      id: "1",
      values: Matrix(rows: 40, columns: 2, storage: values.flatMap { [3 + scale * $0, $0] }),
      moments: (0..<40).map { Moment(time: Double($0), regime: 0) }, fitRows: Array(0..<40))
    let training = TrainingSet(channels: ["a", "b"].map { Channel(id: $0) }, units: [unit])
    let model = try ARIMA().fit(training, randomness: randomness)
    #expect((model as? ARIMA.Model)?.channels == [1])
  }

  @Test func aChannelWithoutErrorsKeepsFiniteScores() throws {
    let line = (0..<40).map { 0.25 * Double($0) }
    for d in 0...2 {
      let model = try fit(ARIMA(differences: d), [line])
      #expect(try scores(model, line + [100, -100]).allSatisfy { $0.isFinite }, "\(d) differences")
    }
  }

  @Test func refusals() throws {
    func refusal(_ detector: ARIMA, _ units: [[Double]]) -> String? {
      do {
        _ = try fit(detector, units)
        return nil
      } catch { return (error as? DetectorError)?.description }
    }
    #expect(refusal(ARIMA(), [Self.noise(6)]) == nil)
    #expect(
      refusal(ARIMA(), [Self.noise(5), [1]])
        == "with d = 1 the fit rows give 4 values, too few for 4 parameters")
    #expect(
      refusal(ARIMA(differences: 0), [])
        == "with d = 0 the fit rows give 0 values, too few for 5 parameters")
    #expect(
      refusal(ARIMA(), [[Double](repeating: 4, count: 30)])
        == ChannelSeries.noneCanBeForecast.description)
  }

  @Test func modelsAreWrittenAndReadBack() throws {
    let healthy = Self.noise(60)
    let model = try #require(try fit(ARIMA(), [healthy]) as? ARIMA.Model)
    let back = try JSONDecoder().decode(ARIMA.Model.self, from: JSONEncoder().encode(model))
    #expect(try scores(back, healthy) == scores(model, healthy))
  }
}
