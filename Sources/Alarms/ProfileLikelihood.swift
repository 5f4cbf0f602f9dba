import Numerics

/// The likelihood of a generalised Pareto distribution as a function of x = γ ÷ σ alone.
///
/// Given x the most likely shape is γ(x) = mean of ln(1 + x y), the log-likelihood per excess is
/// −ln(γ(x) ÷ x) − γ(x) − 1, and it rises with x exactly where
/// w(x) = γ(x) u(x) − (1 − u(x)) is positive, u(x) being the mean of 1 ÷ (1 + x y): Grimshaw's equation
/// u (1 + γ) = 1.
struct ProfileLikelihood {
  /// The excesses as shares of the largest, so that x lies above −1 and scale drops out.
  private let shares: [Double]

  init(_ shares: [Double]) {
    self.shares = shares
  }

  /// A distribution of the shares with its log-likelihood per excess.
  struct Candidate {
    let shape: Double
    let scale: Double
    let value: Double
  }

  /// The exponential limit, x = 0.
  var exponential: Candidate {
    let mean = mean { $0 }
    return Candidate(shape: 0, scale: mean, value: -Elementary.log(mean) - 1)
  }

  /// The most likely distribution with γ ÷ σ = `x`.
  func candidate(at x: Double) -> Candidate {
    let shape = shape(at: x)
    return Candidate(
      shape: shape, scale: shape / x, value: -Elementary.log(shape / x) - shape - 1)
  }

  /// The local maxima with a shape between −1 and 0, then those with a shape above 0.
  var maxima: [Double] { maximaBelowZero + maximaAboveZero }

  /// Searched from −2⁻²⁰, between which and 0 all is exponential but for rounding, towards −1.
  private var maximaBelowZero: [Double] {
    let half = (1...20).reversed().map { -Self.power(-$0) }
    let edge = (2...40).map { -(1 - Self.power(-$0)) }
    let points = half + edge
    let regular = points.prefix { shape(at: $0) > -1 }.count
    return maxima(along: points.prefix(regular + 1), outwards: -1).filter { shape(at: $0) > -1 }
  }

  /// Searched from 2⁻²⁰ upwards; beyond 2 (ȳ − y₁) ÷ y₁², with the smallest excess y₁, the
  /// likelihood only falls (Grimshaw).
  private var maximaAboveZero: [Double] {
    let smallest = shares.min() ?? 1
    let bound = 2 * (mean { $0 } - smallest) / (smallest * smallest)
    var points = [0x1p-20]
    while let last = points.last, last < bound, last < 0x1p1000 { points.append(2 * last) }
    return maxima(along: points[...], outwards: 1)
  }

  /// The points, going away from 0, at which the likelihood stops rising and falls.
  private func maxima(along points: ArraySlice<Double>, outwards: Double) -> [Double] {
    let rises = points.map { outwards * slope(at: $0) > 0 }
    return zip(points, points.dropFirst()).enumerated().compactMap { index, interval in
      rises[index] && !rises[index + 1] ? root(between: interval.0, interval.1) : nil
    }
  }

  /// Halves an interval at whose ends the slope has different signs until nothing lies inside.
  private func root(between first: Double, _ second: Double) -> Double {
    let sign = slope(at: first)
    var first = first
    var second = second
    while true {
      let middle = first + (second - first) / 2
      if middle == first || middle == second { return middle }
      if (slope(at: middle) > 0) == (sign > 0) { first = middle } else { second = middle }
    }
  }

  /// w(x): the slope of the log-likelihood but for a positive factor.
  private func slope(at x: Double) -> Double {
    let lost = mean { x * $0 / (1 + x * $0) }
    return shape(at: x) * (1 - lost) - lost
  }

  private func shape(at x: Double) -> Double { mean { Elementary.log(1 + x * $0) } }

  private func mean(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    for share in shares { sum += term(share) }
    return sum / Double(shares.count)
  }

  private static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
