/// A stationary autoregressive moving-average process with innovations of variance 1.
///
///     y_t = φ₁ y_{t−1} + … + φ_p y_{t−p} + e_t + θ₁ e_{t−1} + … + θ_q e_{t−q}
struct ARMAProcess: Sendable, Equatable {
  /// The autoregressive coefficients φ.
  let ar: [Double]
  /// The moving-average coefficients θ.
  let ma: [Double]
  /// The partial autocorrelations that belong to ``ar``, each strictly between −1 and 1.
  let partials: [Double]
  /// The same for ``ma``, each from −1 through 1.
  let movingAveragePartials: [Double]

  /// Creates a process from numbers between −1 and 1, which is stationary and invertible by
  /// construction.
  ///
  /// Barndorff-Nielsen and Schou, "On the parametrization of autoregressive models by partial
  /// autocorrelations", J. Multivariate Analysis 3 (1973); Monahan, Biometrika 71 (1984), for the
  /// moving average.
  ///
  /// - Parameters:
  ///   - autoregressive: One partial autocorrelation per autoregressive lag.
  ///   - movingAverage: One per moving-average lag; −1 and 1 lie on the border of invertibility.
  init(autoregressive: [Double], movingAverage: [Double]) {
    partials = autoregressive
    movingAveragePartials = movingAverage
    ar = Self.coefficients(ofPartials: autoregressive)
    ma = Self.coefficients(ofPartials: movingAverage.map(-)).map(-)
  }

  /// Creates a process from its coefficients.
  ///
  /// - Throws: ``DetectorError`` when the autoregressive ones are not those of a stationary process,
  ///   or the moving-average ones not those of an invertible one.
  init(ar: [Double], ma: [Double]) throws(DetectorError) {
    func list(_ coefficients: [Double]) -> String {
      coefficients.map(\.description).joined(separator: ", ")
    }
    guard let partials = Self.partials(ofCoefficients: ar) else {
      throw DetectorError("the autoregressive coefficients \(list(ar)) are not stationary")
    }
    guard let others = Self.partials(ofCoefficients: ma.map(-)) else {
      throw DetectorError("the moving-average coefficients \(list(ma)) are not invertible")
    }
    self.ar = ar
    self.ma = ma
    self.partials = partials
    movingAveragePartials = others.map(-)
  }

  /// The number of state elements of its Kalman filter.
  var order: Int { max(ar.count, ma.count + 1) }

  /// Durbin and Levinson's recursion, upwards.
  static func coefficients(ofPartials partials: [Double]) -> [Double] {
    var coefficients: [Double] = []
    for partial in partials {
      let reversed = coefficients.reversed()
      coefficients = zip(coefficients, reversed).map { $0 - partial * $1 } + [partial]
    }
    return coefficients
  }

  /// Durbin and Levinson's recursion, downwards.
  ///
  /// - Returns: The partial autocorrelations; `nil` where one is not between −1 and 1, as the process
  ///   is then not stationary.
  static func partials(ofCoefficients coefficients: [Double]) -> [Double]? {
    var rest = coefficients
    var partials: [Double] = []
    while let partial = rest.popLast() {
      guard partial.magnitude < 1 else { return nil }
      partials.append(partial)
      let scale = 1 - partial * partial
      rest = zip(rest, rest.reversed()).map { ($0 + partial * $1) / scale }
    }
    return partials.reversed()
  }

  /// The autocovariances at lags 0, 1 and so on.
  func autocovariances(_ count: Int) -> [Double] {
    let purely = autoregressiveCovariances(count + ma.count)
    let weights = [1] + ma
    return (0..<count).map { lag in
      var sum = 0.0
      for (first, weight) in weights.enumerated() {
        for (second, other) in weights.enumerated() {
          sum += weight * other * purely[abs(lag + first - second)]
        }
      }
      return sum
    }
  }

  /// The autocovariances of the process without its moving average.
  private func autoregressiveCovariances(_ count: Int) -> [Double] {
    var variance = 1.0
    for partial in partials { variance /= 1 - partial * partial }
    var covariances = [variance]
    for lag in 1..<max(count, 2) {
      // Up to the order, the best linear prediction and what the partial autocorrelation adds to it.
      let known = min(lag - 1, ar.count)
      let used = known < ar.count ? Self.coefficients(ofPartials: Array(partials[..<known])) : ar
      var sum = known < ar.count ? partials[known] * variance : 0
      for (index, coefficient) in used.enumerated() {
        sum += coefficient * covariances[lag - 1 - index]
      }
      if known < ar.count { variance *= 1 - partials[known] * partials[known] }
      covariances.append(sum)
    }
    return covariances
  }
}
