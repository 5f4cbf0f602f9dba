/// The part of a Kalman filter that no observation changes: variances and gains, row by row.
///
/// The filters here predict one channel with a state of at most six elements in companion form
/// (Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989, section 3.4):
/// the forecast is the state's first element a₀, and an observation y moves the state to
///
///     a′ᵢ = φᵢ a₀ + aᵢ₊₁ + Kᵢ v,  v = y − a₀
///
/// As variances and gains depend on nothing but the row's number within its series, all series of a
/// fit share one sequence of them.
protocol GainSequence: Sendable {
  /// The coefficients φ; 0 beyond the ``order``.
  var transition: SIMD8<Double> { get }
  /// How many elements of the state are in use.
  var order: Int { get }
  /// The variance of the coming innovation v; `nil` while nothing is known to forecast from.
  var variance: Double? { get }
  /// The gain K of the coming innovation; 0 beyond the ``order``.
  var gain: SIMD8<Double> { get }

  /// Goes on to the next row.
  mutating func advance()
}

extension SIMD8<Double> {
  /// The elements moved down by one place, with 0 in the last.
  var shiftedDown: SIMD8<Double> {
    .init(self[1], self[2], self[3], self[4], self[5], self[6], self[7], 0)
  }
}

/// A forecast's error with the variance that it was expected to have.
struct Innovation: Sendable, Equatable {
  let value: Double
  /// `nil` of a row that could not be forecast.
  let variance: Double?
}

/// The Kalman filter of one series, in prediction form.
struct InnovationFilter<Gains: GainSequence>: Sendable {
  private(set) var gains: Gains
  /// The state before the coming row; its first element is the forecast.
  private(set) var state: SIMD8<Double>

  /// Starts a series.
  ///
  /// - Parameters:
  ///   - gains: Its variances and gains, from the first row.
  ///   - state: What is expected of the first row.
  init(gains: Gains, state: SIMD8<Double> = .zero) {
    self.gains = gains
    self.state = state
  }

  /// Takes in the next observation.
  mutating func observe(_ value: Double) -> Innovation {
    let innovation = Innovation(value: value - state[0], variance: gains.variance)
    state = gains.transition * state[0] + state.shiftedDown + gains.gain * innovation.value
    gains.advance()
    return innovation
  }
}
