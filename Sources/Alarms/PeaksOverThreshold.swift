import Numerics

/// The tail of some scores above a high quantile, as a generalised Pareto distribution.
///
/// Siffer, Fouque, Termier and Largouet, "Anomaly detection in streams with extreme value theory",
/// KDD 2017 (SPOT), its calibration step.
struct PeaksOverThreshold {
  /// t, where the tail begins: a quantile of type 7.
  let start: Double
  /// How far the scores above t pass it.
  let excesses: [Double]
  private let scores: Int

  /// Finds the tail; there is none of nothing.
  ///
  /// - Parameters:
  ///   - scores: At least one, in any order.
  ///   - level: The probability of the quantile at which the tail begins.
  init?(_ scores: [Double], level: Double) {
    let sorted = scores.sorted()
    guard let start = Statistics.quantile(ofSorted: sorted, level) else { return nil }
    self.start = start
    self.scores = scores.count
    excesses = sorted.filter { $0 > start }.map { $0 - start }
  }

  /// The value that a score passes with a probability.
  ///
  /// θ = t + σ ÷ γ ((q n ÷ N)^(−γ) − 1) with n scores, N of them in the tail. Where no more than a
  /// share q lies in the tail, and so also where there is none, t itself is that value.
  func threshold(risk: Double) -> Double {
    let share = risk * Double(scores) / Double(excesses.count)
    guard share < 1, let tail = GeneralisedPareto(excesses: excesses) else { return start }
    return start + tail.excess(passedWith: share)
  }
}
