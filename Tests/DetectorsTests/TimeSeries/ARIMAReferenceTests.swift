import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Detectors

/// ARIMA likelihoods, fits and forecasts against statsmodels and a dense normal distribution.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct ARIMAReferenceTests {
  private let reference: ARIMAReference

  init() throws {
    reference = try .read()
  }

  /// The expected numbers of some rows of a training engine, with those rows of the channel.
  private func cases() throws -> [(name: String, expected: ARIMAReference.Fits, z: [Double])] {
    let engines = try Turbofans()
    let channel = try #require(engines.training.channels.firstIndex { $0.id == "s4" })
    return try reference.train_units.sorted { $0.key < $1.key }.flatMap { id, unit in
      let rows = try #require(engines.training.units.first { $0.id == id })
      let z = rows.values.column(channel)
      return [
        ("\(id) healthy", unit.healthy_rows, rows.fitRows.map { z[$0] }),
        ("\(id) all", unit.all_rows, z),
      ]
    }
  }

  private func process(_ coefficients: ARIMAReference.Coefficients) throws -> ARMAProcess {
    try ARMAProcess(ar: coefficients.ar, ma: coefficients.ma ?? [])
  }

  @Test func likelihoodsOfGivenModelsEqualTheReference() throws {
    let given = reference.given_parameters
    for (name, expected, z) in try cases() {
      let likelihoods = expected.given_parameters_loglik
      let differenced = SeriesBatch([z.differenced(1)])
        .innovationSums(ARMAGains(try process(given.arima211)))
        .logLikelihood(scale: given.arima211.s2)
      #expect((differenced - likelihoods.arima211).magnitude <= 1e-7, "\(name)")
      let level = SeriesBatch([z]).innovationSums(ARMAGains(try process(given.ar3)))
        .logLikelihood(scale: given.ar3.s2, mean: given.ar3.mean ?? .nan)
      #expect((level - likelihoods.ar3).magnitude <= 1e-7, "\(name)")
    }
  }

  @Test func fitsAreAsLikelyAsTheReference() throws {
    for (name, expected, z) in try cases() {
      check(fit(z, (2, 1), differences: 1), against: expected.arima211_mle, name)
      check(fit(z, (3, 0), differences: 0), against: expected.ar3_exact_mle, name)
    }
  }

  private typealias Fitted = (channel: ARIMAChannel, logLikelihood: Double)

  private func fit(_ z: [Double], _ orders: (Int, Int), differences: Int) -> Fitted {
    let series = ChannelSeries(channel: 0, of: .oneChannel([z]), differences: differences)
    let channel = ARIMAChannel(fitting: orders, to: series, withMean: differences == 0)
    let variance = channel.standardDeviation * channel.standardDeviation
    let sums = series.batch.innovationSums(ARMAGains(channel.process))
    return (channel, sums.logLikelihood(scale: variance, mean: channel.mean - series.centre))
  }

  private func check(_ fitted: Fitted, against expected: ARIMAReference.Fit, _ name: String) {
    let process = fitted.channel.process
    #expect(fitted.logLikelihood >= expected.loglik - 1e-4, "\(name)")
    #expect(largestDifference(process.ar, expected.ar) <= 1e-3, "\(name)")
    #expect(largestDifference(process.ma, expected.ma ?? []) <= 1e-3, "\(name)")
    #expect((fitted.channel.mean - (expected.mean ?? 0)).magnitude <= 1e-3, "\(name)")
    let variance = fitted.channel.standardDeviation * fitted.channel.standardDeviation
    #expect((variance - expected.sigma2).magnitude <= 1e-3, "\(name)")
  }

  @Test func conditionalLeastSquaresEqualTheReference() throws {
    for (name, expected, z) in try cases() {
      let fitted = try #require(
        ConditionalAutoregression(order: 3, withConstant: true, of: [z]))
      let least = expected.ar3_conditional_ols
      #expect((fitted.constant - least.const).magnitude <= 1e-8, "\(name)")
      #expect(largestDifference(fitted.coefficients, least.ar) <= 1e-8, "\(name)")
    }
  }

  @Test func forecastsOfOneRowEqualTheReference() throws {
    let z = reference.one_step.z
    let given = reference.given_parameters
    let steps = z.differenced(1)
    let changes = forecasts(of: steps, try process(given.arima211), given.arima211)
    let expected = reference.one_step.arima211
    let levels = zip(z, changes.map(\.forecast)).map { $0 + $1 }
    #expect(largestDifference(levels, expected.forecast) <= 1e-9)
    #expect(largestDifference(changes.map(\.deviation), expected.forecast_sd) <= 1e-9)

    let around = forecasts(of: z, try process(given.ar3), given.ar3)
    #expect(largestDifference(around.map(\.forecast), reference.one_step.ar3.forecast) <= 1e-9)
    #expect(largestDifference(around.map(\.deviation), reference.one_step.ar3.forecast_sd) <= 1e-9)
  }

  /// Beyond the end of a series every forecast is taken for what has come.
  @Test func forecastsOfSeveralRowsEqualTheReference() throws {
    let given = reference.given_parameters.ar3
    let mean = try #require(given.mean)
    var filter = InnovationFilter(gains: ARMAGains(try process(given)))
    for value in reference.one_step.z { _ = filter.observe(value - mean) }
    let found = (0..<5).map { _ in
      let forecast = filter.state[0]
      _ = filter.observe(forecast)
      return mean + forecast
    }
    let expected = try #require(reference.one_step.ar3.forecast_5_steps_after_end)
    #expect(largestDifference(found, expected) <= 1e-9)
  }

  private func forecasts(
    of values: [Double], _ process: ARMAProcess, _ given: ARIMAReference.Coefficients
  ) -> [(forecast: Double, deviation: Double)] {
    let mean = given.mean ?? 0
    var filter = InnovationFilter(gains: ARMAGains(process))
    return values.map { value in
      let forecast = mean + filter.state[0]
      let innovation = filter.observe(value - mean)
      return (forecast, ((innovation.variance ?? .nan) * given.s2).squareRoot())
    }
  }
}

extension TrainingSet {
  /// Units of one channel whose rows may all be fitted on.
  static func oneChannel(_ units: [[Double]]) -> TrainingSet {
    TrainingSet(
      channels: [Channel(id: "a")],
      units: units.enumerated().map { index, values in
        TrainingUnit(
          id: "\(index)", values: Matrix(rows: values.count, columns: 1, storage: values),
          moments: values.indices.map { Moment(time: Double($0), regime: 0) },
          fitRows: Array(values.indices))
      })
  }
}
