/// Variances and gains of the exact Gaussian likelihood of an ``ARMAProcess``, started in its
/// stationary distribution.
///
/// From that start the covariance of the state changes by a matrix of rank one per row, so that
/// vectors suffice: the recursions of Chandrasekhar in the form of Herbst, "Using the Chandrasekhar
/// recursions for likelihood evaluation of DSGE models" (FEDS 2012-35). Variances are in units of the
/// innovations'; with time they approach 1.
struct ARMAGains: GainSequence {
  let transition: SIMD8<Double>
  let order: Int
  private var total: Double
  /// The gain times the variance.
  private var weighted: SIMD8<Double>
  /// The direction in which the covariance changes, and by how much.
  private var direction: SIMD8<Double>
  private var change: Double

  /// How many state elements there is room for.
  static let mostElements = 6

  /// Starts a series.
  ///
  /// - Precondition: The process has at most ``mostElements`` state elements.
  init(_ process: ARMAProcess) {
    order = process.order
    precondition(order <= Self.mostElements, "ARMA filters hold six state elements")
    var transition = SIMD8<Double>.zero
    for (index, coefficient) in process.ar.enumerated() { transition[index] = coefficient }
    self.transition = transition
    // The covariances of the state's elements with its first one, which is the observation.
    let covariances = process.autocovariances(order)
    var column = SIMD8<Double>.zero
    for lag in 0..<order {
      var sum = covariances[lag]
      for (index, coefficient) in process.ar.prefix(lag).enumerated() {
        sum -= coefficient * covariances[lag - 1 - index]
      }
      column[lag] = sum
    }
    total = column[0]
    weighted = transition * column[0] + column.shiftedDown
    direction = weighted
    change = -1 / total
  }

  var variance: Double? { total }

  var gain: SIMD8<Double> { weighted / total }

  mutating func advance() {
    let first = direction[0]
    let part = change * first
    let previous = total
    total += first * part
    let moved = transition * first + direction.shiftedDown
    weighted += moved * part
    direction = moved - weighted / total * first
    change += part * part / previous
  }
}
