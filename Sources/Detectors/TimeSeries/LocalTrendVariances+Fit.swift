import Numerics

extension LocalTrendVariances {
  /// Finds the variances of maximum likelihood of a channel.
  ///
  /// Their sum has a closed form; their shares are squares of sines and cosines of angles, so that
  /// each may be exactly 0 and the function is smooth there. The search starts from ratios two powers
  /// of ten apart.
  init(fitting structure: Kalman.Structure, to series: ChannelSeries) {
    let angles = [0.005, 0.05, 0.4]
    let starts =
      switch structure {
      case .level: angles.map { [$0] }
      case .trend: angles.flatMap { first in angles.map { [first, $0] } }
      }
    let found = QuasiNewton().minimum(fromBestOf: starts, searches: 2) { point in
      let sums = series.batch.innovationSums(LocalTrendGains(Self(shares: point)))
      guard sums.smallestVariance > 0 else { return .infinity }
      return -sums.logLikelihood(scale: series.scale(of: sums))
    }
    let shares = Self(shares: found.point)
    let scale = series.scale(of: series.batch.innovationSums(LocalTrendGains(shares)))
    self.init(
      noise: scale * shares.noise, level: scale * shares.level,
      trend: shares.trend.map { scale * $0 })
  }

  /// Variances whose sum is 1, from one angle, or two with a slope; half its tangent each.
  private init(shares point: [Double]) {
    let outer = Self.parts(point[0])
    guard point.count > 1 else {
      self.init(noise: outer.rest, level: outer.part)
      return
    }
    let inner = Self.parts(point[1])
    self.init(
      noise: outer.rest, level: outer.part * inner.rest, trend: outer.part * inner.part)
  }

  /// The squared sine and cosine of the angle whose half has the tangent t.
  private static func parts(_ t: Double) -> (part: Double, rest: Double) {
    let whole = 1 + t * t
    let sine = 2 * t / whole
    let cosine = (1 - t * t) / whole
    return (sine * sine, cosine * cosine)
  }
}
