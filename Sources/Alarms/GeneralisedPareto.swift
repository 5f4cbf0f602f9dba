import Numerics

/// The generalised Pareto distribution of excesses over a high threshold.
///
/// P(Y > y) = (1 + γ y ÷ σ)^(−1 ÷ γ), and e^(−y ÷ σ) in the limit γ = 0 (Pickands, "Statistical
/// inference using extreme order statistics", Annals of Statistics 3, 1975).
struct GeneralisedPareto: Equatable {
  /// γ: above 0 the tail is heavy, below 0 it ends at −σ ÷ γ.
  let shape: Double
  /// σ, in the unit of the excesses.
  let scale: Double

  init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// The most likely distribution of some excesses, by Grimshaw's method.
  ///
  /// Grimshaw ("Computing maximum likelihood estimates for the generalized Pareto distribution",
  /// Technometrics 35, 1993) writes the likelihood as a function of x = γ ÷ σ alone; its maxima
  /// are roots of one equation (``ProfileLikelihood``). Of these and the exponential limit the most
  /// likely is kept; of nothing there is none. Below γ = −1 the likelihood has no
  /// bound, so no maximum is looked for there.
  ///
  /// - Parameter excesses: Positive numbers, in any unit.
  init?(excesses: [Double]) {
    guard let largest = excesses.max() else { return nil }
    let profile = ProfileLikelihood(excesses.map { $0 / largest })
    var best = profile.exponential
    for candidate in profile.maxima.map(profile.candidate) where candidate.value > best.value {
      best = candidate
    }
    self.init(shape: best.shape, scale: best.scale * largest)
  }

  /// The excess that is passed with a probability.
  func excess(passedWith probability: Double) -> Double {
    let logarithm = -Elementary.log(probability)
    return shape == 0
      ? scale * logarithm : scale * Elementary.expMinusOne(shape * logarithm) / shape
  }
}
