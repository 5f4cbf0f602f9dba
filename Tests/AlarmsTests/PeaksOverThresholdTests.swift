import Numerics
import Testing

@testable import Alarms

@Suite struct PeaksOverThresholdTests {
  /// Excesses with the shape and scale at which `scipy.stats.genpareto.nnlf` (SciPy 1.17.1, `loc` 0)
  /// is smallest by Nelder and Mead's search to 1e-13.
  struct Sample {
    let excesses: [Double]
    let shape: Double
    let scale: Double

    static let heavy = Sample(
      excesses: [
        0.02, 0.11, 0.18, 0.25, 0.33, 0.41, 0.58, 0.74, 0.9, 1.3, 1.9, 2.6, 4.1, 7.9, 16,
      ], shape: 0.8440169790216153, scale: 0.8392994437385374)
    static let nearlyExponential = Sample(
      excesses: [
        0.03, 0.1, 0.17, 0.25, 0.34, 0.43, 0.54, 0.66, 0.8, 0.97, 1.18, 1.45, 1.82, 2.41, 3.2,
      ], shape: -0.13321411312957093, scale: 1.0876408913595035)
    static let tied = Sample(
      excesses: [1, 1, 1, 2, 2, 3, 3, 3, 4, 6, 6, 9, 14, 14, 30],
      shape: 0.15363396346533892, scale: 5.602640699284102)
    static let bounded = Sample(
      excesses: [
        0.04, 0.1, 0.17, 0.21, 0.3, 0.36, 0.43, 0.55, 0.61, 0.72, 0.8, 0.95, 1.06, 1.2, 1.31, 1.5,
        1.62, 1.9, 2.05, 2.4,
      ], shape: -0.5691448, scale: 1.4818882)
    static let all = [heavy, nearlyExponential, tied, bounded]
  }

  @Test(arguments: Sample.all)
  func agreesWithSciPy(_ sample: Sample) throws {
    let tail = try #require(GeneralisedPareto(excesses: sample.excesses))
    #expect(abs(tail.shape - sample.shape) < 1e-7)
    #expect(abs(tail.scale - sample.scale) < 1e-7)
  }

  /// `scipy.stats.genpareto.isf(0.05, shape, scale=scale)`.
  @Test func quantilesAgreeWithSciPy() {
    let tail = GeneralisedPareto(shape: Sample.heavy.shape, scale: Sample.heavy.scale)
    #expect(abs(tail.excess(passedWith: 0.05) - 11.469581294663568) < 1e-12)
    let exponential = GeneralisedPareto(shape: 0, scale: 2)
    #expect(exponential.excess(passedWith: 0.05) == -2 * Elementary.log(0.05))
    let nearly = GeneralisedPareto(shape: 1e-12, scale: 2)
    #expect(
      abs(nearly.excess(passedWith: 0.05) - exponential.excess(passedWith: 0.05)) < 1e-10)
  }

  /// The estimates of 4000 excesses lie within three of their asymptotic standard errors, which are
  /// (1 + γ) ÷ √n and σ √(2 (1 + γ) ÷ n) (Smith, Biometrika 72, 1985).
  @Test(arguments: [-0.4, -0.2, 0, 0.2, 0.5, 1])
  func recoversKnownParameters(shape: Double) throws {
    var stream = RandomStream(key: UInt64(100 * (shape + 2)))
    let truth = GeneralisedPareto(shape: shape, scale: 3)
    let excesses = (0..<4000).map { _ in truth.excess(passedWith: 1 - stream.uniform()) }
    let tail = try #require(GeneralisedPareto(excesses: excesses.filter { $0 > 0 }))
    #expect(abs(tail.shape - shape) < 3 * (1 + shape) / 4000.0.squareRoot())
    #expect(abs(tail.scale - 3) < 3 * 3 * (2 * (1 + shape) / 4000).squareRoot())
  }

  @Test(arguments: Sample.all)
  func scaleDropsOut(_ sample: Sample) throws {
    let tail = try #require(GeneralisedPareto(excesses: sample.excesses))
    // Powers of two change no bit of the shares; 1e-200 changes some.
    for factor in [0x1p-900, 0x1p-3, 0x1p900] {
      let scaled = try #require(GeneralisedPareto(excesses: sample.excesses.map { $0 * factor }))
      #expect(scaled.shape == tail.shape)
      #expect(scaled.scale == tail.scale * factor)
    }
    let tiny = try #require(GeneralisedPareto(excesses: sample.excesses.map { $0 * 1e-200 }))
    #expect(abs(tiny.shape - tail.shape) < 1e-9)
    #expect(abs(tiny.scale / 1e-200 - tail.scale) < 1e-9)
  }

  /// Where the likelihood has no maximum above γ = −1 the exponential limit stands in.
  @Test(arguments: [[4], [4, 4, 4], [1, 1.01, 1.02], [3, .leastNonzeroMagnitude]])
  func fewOrEqualExcessesAreExponential(excesses: [Double]) throws {
    let tail = try #require(GeneralisedPareto(excesses: excesses))
    #expect(tail.scale > 0)
    #expect(tail.excess(passedWith: 0.01).isFinite)
    if excesses.count != 2 {
      #expect(tail.shape == 0)
      let mean = excesses.reduce(0, +) / Double(excesses.count)
      #expect(abs(tail.scale - mean) < 1e-15)
    }
  }

  @Test func nothingHasNoTail() {
    #expect(GeneralisedPareto(excesses: []) == nil)
    #expect(PeaksOverThreshold([], level: 0.98) == nil)
  }

  /// The exact threshold of exponential scores is −ln q; 10000 of them give it within a tenth.
  @Test func extrapolatesTheTailOfExponentialScores() throws {
    var stream = RandomStream(key: 11)
    let scores = (0..<10_000).map { _ in stream.exponential(mean: 1) }
    let calibration = CalibrationScores(scores: scores, persistentScores: scores)
    let threshold = try #require(
      Threshold(.pot(risk: 0.0001, level: 0.98), calibration: calibration))
    #expect(abs(threshold.value / -Elementary.log(0.0001) - 1) < 0.1)
    #expect(threshold.calibrationRows == 10_000)
    #expect(!threshold.isUnresolved)
  }

  @Test func constantScoresAreUnresolved() throws {
    let scores = [Double](repeating: 3, count: 50)
    let threshold = try #require(
      Threshold(
        .pot(risk: 0.001, level: 0.98),
        calibration: CalibrationScores(scores: scores, persistentScores: scores)))
    #expect(threshold.value == 3)
    #expect(threshold.isUnresolved)
  }

  /// Of 100 scores one lies above the 0.98 quantile: less than a risk of 0.015 already.
  @Test func aTailRarerThanTheRiskBeginsAtTheThreshold() throws {
    let scores = [Double](repeating: 0, count: 99) + [1]
    let tail = try #require(PeaksOverThreshold(scores, level: 0.98))
    #expect(tail.excesses == [1])
    #expect(tail.threshold(risk: 0.015) == 0)
    #expect(tail.threshold(risk: 0.001) > 0)
  }

  @Test func scoresWithoutBoundGiveNoFiniteThreshold() throws {
    let scores = [Double](repeating: -1e308, count: 99) + [1.7e308]
    let tail = try #require(PeaksOverThreshold(scores, level: 0.98))
    #expect(!tail.threshold(risk: 0.001).isFinite)
  }

  @Test func nominalRates() {
    #expect(ThresholdRule.budget(10).nominalRate == 0.01)
    #expect(ThresholdRule.quantile(0.75).nominalRate == 0.25)
    #expect(ThresholdRule.pot(risk: 0.001, level: 0.98).nominalRate == 0.001)
    #expect(ThresholdRule.sigma(3).nominalRate == nil)
    #expect(ThresholdRule.fixed(0.5).nominalRate == nil)
  }
}
