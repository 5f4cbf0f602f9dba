/// The mean squared difference between probabilities and what came true.
///
/// Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78
/// (1950).
public enum BrierScore {
  /// Mean of (score − y)² over the rows with a score, y = 1 for failing rows and 0 for healthy ones.
  ///
  /// - Parameters:
  ///   - failing: The scores of failing rows, −∞ where there is none.
  ///   - healthy: The scores of healthy rows, −∞ where there is none.
  /// - Returns: `nil` without scores, or when one of them lies outside 0 through 1.
  public static func value(failing: [Double], healthy: [Double]) -> Double? {
    var sum = 0.0
    var rows = 0
    for (scores, truth) in [(failing, 1.0), (healthy, 0.0)] {
      for score in scores where score > -.infinity {
        guard score >= 0, score <= 1 else { return nil }
        sum += (truth - score) * (truth - score)
        rows += 1
      }
    }
    return ratio(sum, Double(rows))
  }

  /// The score of the rows of several units.
  static func value(_ series: [Series]) -> Double? {
    value(failing: series.failingScores, healthy: series.healthyScores)
  }
}
