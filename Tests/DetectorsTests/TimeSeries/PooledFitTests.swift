import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Detectors

/// Likelihoods summed over units, at their highest: statsmodels 0.15.0 summed over the healthy rows of
/// s4 of training engines 69, 92 and 96 of FD001, highest point by scipy's simplex search.
@Suite(.enabled(if: SharedData.has("data"), "\(SharedData.reason)"))
struct PooledFitTests {
  private let training: TrainingSet

  init() throws {
    let engines = try Turbofans()
    let channel = try #require(engines.training.channels.firstIndex { $0.id == "s4" })
    training = .oneChannel(
      engines.training.units.filter { ["69", "92", "96"].contains($0.id) }
        .map { unit in unit.fitRows.map { unit.values[$0, channel] } })
  }

  @Test(arguments: [
    (Kalman.Structure.level, [0.47459924105, 0.00133857290], -712.1326901820428),
    (.trend, [0.4764845342, 0, 2.31748096e-7], -723.1627453779272),
  ])
  func variancesAreThoseOfGreatestLikelihood(
    structure: Kalman.Structure, variances: [Double], logLikelihood: Double
  ) throws {
    let model = try Kalman(structure: structure).fit(
      training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    let fitted = try #require((model as? Kalman.Model)?.variances.first)
    #expect((fitted.noise - variances[0]).magnitude < 1e-4)
    #expect((fitted.level - variances[1]).magnitude < 1e-5)
    #expect(((fitted.trend ?? 0) - (variances.dropFirst(2).first ?? 0)).magnitude < 1e-8)
    let sums = ChannelSeries(channel: 0, of: training).batch
      .innovationSums(LocalTrendGains(fitted))
    #expect(sums.logLikelihood(scale: 1) > logLikelihood - 1e-5)
  }

  @Test func differencedModelIsThatOfGreatestLikelihood() throws {
    let (fitted, logLikelihood) = try fit(ARIMA())
    #expect(largestDifference(fitted.process.ar, [-0.058909, -0.024653]) < 1e-4)
    #expect(largestDifference(fitted.process.ma, [-0.942180]) < 1e-4)
    #expect(fitted.mean == 0)
    #expect(logLikelihood > -708.2487823265014 - 1e-5)
  }

  @Test func modelAboutAMeanIsThatOfGreatestLikelihood() throws {
    let (fitted, logLikelihood) = try fit(
      ARIMA(autoregressive: 1, differences: 0, movingAverage: 1))
    #expect(largestDifference(fitted.process.ar, [0.9952958639]) < 1e-4)
    #expect(largestDifference(fitted.process.ma, [-0.9464254283]) < 1e-4)
    #expect((fitted.mean - 0.17216348745).magnitude < 1e-3)
    #expect(logLikelihood > -710.4246833442758 - 1e-5)
  }

  private func fit(_ detector: ARIMA) throws -> (ARIMAChannel, logLikelihood: Double) {
    let model = try detector.fit(
      training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    let fitted = try #require((model as? ARIMA.Model)?.fitted.first)
    let series = ChannelSeries(channel: 0, of: training, differences: detector.differences)
    let sums = series.batch.innovationSums(ARMAGains(fitted.process))
    let variance = fitted.standardDeviation * fitted.standardDeviation
    return (fitted, sums.logLikelihood(scale: variance, mean: fitted.mean - series.centre))
  }
}
