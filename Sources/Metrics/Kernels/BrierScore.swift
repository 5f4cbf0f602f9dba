/// The mean squared difference between probabilities and what came true.
///
/// Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78
/// (1950).
public enum BrierScore {
  /// Mean of (score − y)², y = 1 for failing rows and 0 for healthy ones.
  ///
  /// - Parameters:
  ///   - failing: The scores of failing rows.
  ///   - healthy: The scores of healthy rows.
  /// - Returns: `nil` without scores, or when one of them lies outside 0 through 1.
  public static func value(failing: [Double], healthy: [Double]) -> Double? {
    let isProbability = { (score: Double) in score >= 0 && score <= 1 }
    guard failing.allSatisfy(isProbability), healthy.allSatisfy(isProbability) else { return nil }
    var sum = 0.0
    for score in failing { sum += (1 - score) * (1 - score) }
    for score in healthy { sum += score * score }
    return ratio(sum, Double(failing.count + healthy.count))
  }

  /// The score of the scored rows of several units.
  static func value(_ series: [Series]) -> Double? {
    let isScored = { (score: Double) in score > -.infinity }
    return value(
      failing: series.flatMap { $0.failingScores.filter(isScored) },
      healthy: series.flatMap { $0.healthyScores.filter(isScored) })
  }
}
