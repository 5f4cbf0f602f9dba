import Numerics

/// What the innovations of all series add up to, for the Gaussian likelihood of a model.
///
/// With v the innovations of the series, u those of a series of ones, and F their variances:
struct InnovationSums: Sendable, Equatable {
  /// How many innovations had a variance.
  var count = 0
  /// How many had none, as the diffuse start took them up.
  var diffuseCount = 0
  /// Σ ln F.
  var logarithms = 0.0
  /// Σ v² ÷ F.
  var squares = 0.0
  /// Σ u v ÷ F.
  var products = 0.0
  /// Σ u² ÷ F.
  var ones = 0.0
  /// The smallest F.
  var smallestVariance = Double.infinity

  /// The mean of the series that makes the likelihood greatest.
  var mean: Double { ones > 0 ? products / ones : 0 }

  /// Σ v² ÷ F of the series less a mean.
  func squares(about mean: Double) -> Double {
    max(0, squares - mean * (2 * products - mean * ones))
  }

  /// The logarithm of the Gaussian likelihood where all variances are multiplied by one more.
  ///
  /// The rows that a diffuse start takes up count −½ ln 2π each, as statsmodels has it.
  ///
  /// - Parameters:
  ///   - scale: The factor of the variances.
  ///   - mean: What the series are lessened by.
  /// - Returns: The natural logarithm of the density of all series.
  func logLikelihood(scale: Double, mean: Double = 0) -> Double {
    let constant = 1.8378770664093454836  // ln 2π
    return -0.5
      * (Double(count) * (constant + Elementary.log(scale)) + logarithms
        + squares(about: mean) / scale + Double(diffuseCount) * constant)
  }
}
