import Numerics
import TestSupport
import Testing

@testable import Detectors

/// Kalman filters with given variances against statsmodels, pykalman and a plain loop.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct KalmanReferenceTests {
  @Test func localLevelEqualsTheReference() throws {
    for (unit, series) in try KalmanReference.read().units {
      let expected = series.local_level
      let variances = LocalTrendVariances(expected.variances)
      let start = (expected.initial_cov[0][0], 0.0, 0.0)
      let state = SIMD8(expected.initial_mean[0], 0, 0, 0, 0, 0, 0, 0)
      let run = Run(
        InnovationFilter(gains: LocalTrendGains(variances, start: start), state: state), series.z)
      #expect(run.difference(to: expected) <= 1e-9, "unit \(unit)")
      // After a row the level that is expected next is the filtered one.
      #expect(
        largestDifference(run.states.map { $0[0] }, expected.filtered_state) <= 1e-9,
        "unit \(unit)")
    }
  }

  @Test func localLinearTrendEqualsTheReference() throws {
    for (unit, series) in try KalmanReference.read().units {
      let expected = series.local_linear_trend
      let covariance = expected.initial_cov
      let mean = expected.initial_mean
      let gains = LocalTrendGains(
        LocalTrendVariances(expected.variances),
        start: (covariance[0][0], covariance[0][1], covariance[1][1]))
      let state = SIMD8(mean[0], mean[1] - mean[0], 0, 0, 0, 0, 0, 0)
      let run = Run(InnovationFilter(gains: gains, state: state), series.z)
      #expect(run.difference(to: expected) <= 1e-9, "unit \(unit)")
      // The state holds the coming level and the slope less that level.
      let slopes = run.states.map { $0[0] + $0[1] }
      let levels = zip(run.states, slopes).map { $0[0] - $1 }
      #expect(largestDifference(levels, expected.filtered_state.map { $0[0] }) <= 1e-9)
      #expect(largestDifference(slopes, expected.filtered_state.map { $0[1] }) <= 1e-9)
    }
  }

  @Test func diffuseStartEqualsTheReference() throws {
    for (unit, series) in try KalmanReference.read().units {
      let cases = [
        (series.local_level.variances, series.local_level.exact_diffuse),
        (series.local_linear_trend.variances, series.local_linear_trend.exact_diffuse),
      ]
      for (variances, expected) in cases {
        let gains = LocalTrendGains(LocalTrendVariances(variances))
        let run = Run(InnovationFilter(gains: gains), series.z)
        let known = run.innovations.dropFirst(expected.nobs_diffuse).map { $0.variance ?? .nan }
        #expect(run.innovations.prefix(expected.nobs_diffuse).allSatisfy { $0.variance == nil })
        #expect(
          largestDifference(run.innovations.map(\.value), expected.innovation) <= 1e-9,
          "unit \(unit)")
        #expect(largestDifference(known, expected.innovation_variance_after_diffuse) <= 1e-9)
        let sums = SeriesBatch([series.z]).innovationSums(gains)
        #expect((sums.logLikelihood(scale: 1) - expected.loglik).magnitude <= 1e-9)
      }
    }
  }

  @Test func likelihoodsOfSeveralUnitsAddUp() throws {
    let units = try KalmanReference.read().units.values
    let batch = SeriesBatch(units.map(\.z))
    let first = try #require(units.first).local_linear_trend.variances
    let sums = batch.innovationSums(LocalTrendGains(LocalTrendVariances(first)))
    let expected = units.map(\.local_linear_trend.exact_diffuse.loglik).reduce(0, +)
    #expect((sums.logLikelihood(scale: 1) - expected).magnitude <= 1e-9)
    #expect(sums.diffuseCount == 2 * units.count)
  }
}

/// A filter's way through a series.
private struct Run {
  var innovations: [Innovation] = []
  /// The state after every row.
  var states: [SIMD8<Double>] = []

  init(_ start: InnovationFilter<LocalTrendGains>, _ values: [Double]) {
    var filter = start
    for value in values {
      innovations.append(filter.observe(value))
      states.append(filter.state)
    }
  }

  func difference<State>(to expected: KalmanReference.Filter<State>) -> Double {
    let variances = innovations.map { $0.variance ?? .nan }
    let normalised = zip(innovations, variances).map { $0.value / $1.squareRoot() }
    var sums = InnovationSums()
    sums.count = innovations.count
    sums.squares = normalised.map { $0 * $0 }.reduce(0, +)
    sums.logarithms = variances.map(Elementary.log).reduce(0, +)
    return [
      largestDifference(innovations.map(\.value), expected.innovation),
      largestDifference(variances, expected.innovation_variance),
      largestDifference(normalised, expected.normalised_innovation),
      (sums.logLikelihood(scale: 1) - expected.loglik).magnitude,
    ].map { $0.isNaN ? .infinity : $0 }.max() ?? .infinity
  }
}

extension LocalTrendVariances {
  init(_ variances: KalmanReference.Variances) {
    self.init(noise: variances.obs, level: variances.level, trend: variances.trend)
  }
}
