import Testing

@testable import Numerics

@Suite struct FisherTests {
  /// Values of scipy.stats.f.ppf.
  @Test(arguments: [
    (0.99, 1, 1, 4052.1806954768217), (0.99, 17, 8014, 1.967473367214214),
    (0.99, 12, 8019, 2.1869572596586457), (0.5, 2, 3, 0.8811015779522993),
    (0.95, 5, 10, 3.3258345304130104), (0.01, 4, 7, 0.06677458461437806),
    (0.99, 100, 1_000_000, 1.3580929034629665), (0.999, 1, 5, 47.18077921641327),
    (0.99, 3, 1, 5403.352013738533),
  ])
  func quantiles(
    probability: Double, numerator: Int, denominator: Int, expected: Double
  ) throws {
    let found = try #require(
      Statistics.fisherQuantile(probability, numerator: numerator, denominator: denominator))
    #expect(abs(found / expected - 1) < 1e-10, "\(found)")
  }

  @Test func thereIsNoneOutOfRange() {
    #expect(Statistics.fisherQuantile(0, numerator: 2, denominator: 2) == nil)
    #expect(Statistics.fisherQuantile(1, numerator: 2, denominator: 2) == nil)
    #expect(Statistics.fisherQuantile(.nan, numerator: 2, denominator: 2) == nil)
    #expect(Statistics.fisherQuantile(0.5, numerator: 0, denominator: 2) == nil)
    #expect(Statistics.fisherQuantile(0.5, numerator: 2, denominator: -1) == nil)
  }

  /// Values of scipy.special.gammaln.
  @Test(arguments: [
    (1e-5, 11.512919692895826), (0.5, 0.5723649429247), (1, 0), (1.5, -0.12078223763524526),
    (2, 0), (3, 0.6931471805599453), (11.5, 16.292000476567242), (12, 17.502307845873887),
    (100, 359.1342053695754), (4007, 29231.034089593857), (1e8, 1742068066.1038349),
  ])
  func logarithmsOfTheGammaFunction(x: Double, expected: Double) {
    let found = Elementary.logGamma(x)
    #expect(abs(found - expected) <= 1e-14 * max(1, expected.magnitude), "\(found)")
    #expect(Elementary.logGamma(-x).isNaN)
  }
}
