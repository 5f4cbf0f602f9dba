import Numerics

extension LocalTrendVariances {
  /// Finds the variances of maximum likelihood of a channel.
  ///
  /// Their common factor has a closed form. Of noise and level the search moves the shares, squares of
  /// cosine and sine, and of the trend the root: the function is smooth where one of them is 0. It
  /// starts from ratios that are powers of ten apart.
  init(fitting structure: Kalman.Structure, to series: ChannelSeries) {
    let levels = [0.0015, 0.015, 0.15]
    let starts: [[Double]] =
      switch structure {
      case .level: levels.map { [$0] }
      case .trend: levels.flatMap { level in [0.01, 0.1, 1].map { [level, $0] } }
      }
    let found = QuasiNewton().minimum(fromBestOf: starts, searches: 2) { point in
      let sums = series.batch.innovationSums(LocalTrendGains(Self(ratios: point)))
      guard sums.smallestVariance > 0 else { return .infinity }
      return -sums.logLikelihood(scale: series.scale(of: sums))
    }
    let ratios = Self(ratios: found.point)
    let scale = series.scale(of: series.batch.innovationSums(LocalTrendGains(ratios)))
    self.init(
      noise: scale * ratios.noise, level: scale * ratios.level,
      trend: ratios.trend.map { scale * $0 })
  }

  /// Variances without a unit.
  ///
  /// - Parameter point: The tangent of half the angle whose squared sine is the level's share, and,
  ///   with a slope, the root of the trend's variance, which is a small number, times a hundred.
  private init(ratios point: [Double]) {
    let square = point[0] * point[0]
    let whole = (1 + square) * (1 + square)
    self.init(
      noise: (1 - square) * (1 - square) / whole, level: 4 * square / whole,
      trend: point.count > 1 ? 1e-4 * point[1] * point[1] : nil)
  }
}
