/// The squared distance within the principal components: T² = Σ_j≤k t_j² ÷ λ_j.
///
/// t_j are the scores of z − m on the first *k* components, the fewest that carry `variance` of the
/// fit rows' variance, and λ_j their variances (Jackson, "A User's Guide to Principal Components",
/// 1991). Components below 1e-10 of the largest variance are left out even where the share takes
/// them.
///
/// Contributions are (z − m)_c · (Σ_j t_j v_j ÷ λ_j)_c, which sum to the score and may be negative;
/// the reason says when a row lies beyond the limit that one healthy row in a hundred exceeds.
/// Hyper-parameter: `variance` (0.9).
public struct PCADistance: Detector {
  public let variance: Double

  public init(variance: Double = 0.9) {
    self.variance = variance
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let components = try PrincipalComponents(of: training)
    let kept = min(components.count(carrying: variance), components.rank)
    return StandardisedDistance(of: components, first: kept, isRoot: false)
  }
}

extension DetectorKind {
  static let pcaDistance = DetectorKind(
    name: "pca-t2", summary: "squared distance within the principal components",
    parameters: [.explainedVariance],
    model: StandardisedDistance.self,
    make: { PCADistance(variance: $0.number("variance")) })
}
