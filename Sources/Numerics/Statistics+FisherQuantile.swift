/// The F distribution, for limits of distances.
extension Statistics {
  /// The number that a quantity with Fisher's F distribution does not exceed with a probability.
  ///
  /// Found by halving, to 1e-10 of the result for degrees of freedom up to a million.
  ///
  /// - Parameters:
  ///   - probability: Above 0 and below 1.
  ///   - numerator: Its degrees of freedom.
  ///   - denominator: Its degrees of freedom.
  /// - Returns: The quantile, or `nil` where a parameter is out of range.
  public static func fisherQuantile(
    _ probability: Double, numerator: Int, denominator: Int
  ) -> Double? {
    guard probability > 0, probability < 1, numerator > 0, denominator > 0 else { return nil }
    // x = d₁F ÷ (d₁F + d₂) has the beta distribution.
    let beta = BetaDistribution(Double(numerator) / 2, Double(denominator) / 2)
    var low = 0.0
    var high = 1.0
    while true {
      let middle = (low + high) / 2
      // Halved until numbers between the two run out.
      if middle <= low || middle >= high { break }
      if beta.probability(upTo: middle) < probability { low = middle } else { high = middle }
    }
    return high < 1 ? high / (1 - high) * Double(denominator) / Double(numerator) : nil
  }
}

/// The beta distribution of two shapes.
private struct BetaDistribution {
  let first: Double
  let second: Double
  /// ln B(first, second).
  let logBeta: Double

  init(_ first: Double, _ second: Double) {
    self.first = first
    self.second = second
    logBeta =
      Elementary.logGamma(first) + Elementary.logGamma(second) - Elementary.logGamma(first + second)
  }

  /// The regularised incomplete beta function, for 0 < x < 1.
  func probability(upTo x: Double) -> Double {
    let power = first * Elementary.log(x) + second * Elementary.log(1 - x) - logBeta
    let density = Elementary.exp(power)
    // The fraction converges fast below the mean; above it the other tail is computed.
    if x < (first + 1) / (first + second + 2) {
      return density / first * Self.fraction(first, second, x)
    }
    return 1 - density / second * Self.fraction(second, first, 1 - x)
  }

  /// The continued fraction of the incomplete beta function (Abramowitz and Stegun, 26.5.8), by
  /// Lentz's method.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var upper = 1.0
    var lower = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var result = lower
    for step in 1...1000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      lower = 1 / nonzero(1 + even * lower)
      upper = nonzero(1 + even / upper)
      result *= lower * upper
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      lower = 1 / nonzero(1 + odd * lower)
      upper = nonzero(1 + odd / upper)
      result *= lower * upper
      if (lower * upper - 1).magnitude < 1e-15 { break }
    }
    return result
  }

  private static func nonzero(_ value: Double) -> Double {
    value.magnitude < 1e-300 ? 1e-300 : value
  }
}
