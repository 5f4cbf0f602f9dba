import Numerics

/// Limits that one healthy row in a hundred exceeds, where the rows are normally distributed.
extension PrincipalComponents {
  /// The limit of the squared distance along some components, of a row that was not fitted on.
  ///
  /// k (n − 1) (n + 1) ÷ (n (n − k)) · F₀.₉₉(k, n − k) for *k* components and *n* fit rows (Tracy,
  /// Young and Mason, "Multivariate control charts for individual observations", J. Quality
  /// Technology 24(2), 1992).
  ///
  /// - Parameter components: How many components the distance runs along.
  /// - Returns: The limit, or `nil` where there are no more rows than components.
  func distanceLimit(components: Int) -> Double? {
    let quantile = Statistics.fisherQuantile(
      0.99, numerator: components, denominator: rows - components)
    let n = Double(rows)
    let k = Double(components)
    return quantile.map { k * (n - 1) * (n + 1) / (n * (n - k)) * $0 }
  }

  /// The limit of the squared length outside the first components.
  ///
  /// θ₁ [c √(2θ₂h²) ÷ θ₁ + 1 + θ₂h(h − 1) ÷ θ₁²]^(1/h), where θ_i = Σ_j>k λ_jⁱ,
  /// h = 1 − 2θ₁θ₃ ÷ (3θ₂²), and c is the normal quantile (Jackson and Mudholkar, 1979).
  ///
  /// - Parameter components: The number *k* of components that are left out.
  /// - Returns: The limit, or `nil` where the approximation has none.
  func residualLimit(outside components: Int) -> Double? {
    let rest = variances.dropFirst(components).map { max($0, 0) }
    let first = rest.reduce(0, +)
    let second = rest.reduce(0) { $0 + $1 * $1 }
    let third = rest.reduce(0) { $0 + $1 * $1 * $1 }
    let power = 1 - 2 * first * third / (3 * second * second)
    let normalQuantile = 2.326347874040840768
    let base =
      normalQuantile * (2 * second * power * power).squareRoot() / first + 1
      + second * power * (power - 1) / (first * first)
    let limit = first * Elementary.exp(Elementary.log(base) / power)
    return limit.isFinite ? limit : nil
  }
}
