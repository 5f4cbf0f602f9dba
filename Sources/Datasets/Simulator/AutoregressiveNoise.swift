import Numerics

/// Stationary first-order autoregressive noise: x₍ₜ₎ = φ x₍ₜ₋₁₎ + ε₍ₜ₎ with normal ε.
struct AutoregressiveNoise {
  private let persistence: Double
  private let innovation: Double
  private var stream: RandomStream
  private var value: Double

  /// Creates noise that is stationary from its first value on.
  ///
  /// - Parameters:
  ///   - persistence: φ, from 0 up to, but not including, 1.
  ///   - standardDeviation: That of the values, not of ε.
  ///   - stream: Where ε is drawn from.
  init(persistence: Double, standardDeviation: Double, stream: RandomStream) {
    self.persistence = persistence
    innovation = standardDeviation * (1 - persistence * persistence).squareRoot()
    self.stream = stream
    value = standardDeviation * self.stream.normal()
  }

  /// The value at hand, and a step to the following one.
  mutating func next() -> Double {
    defer { value = persistence * value + innovation * stream.normal() }
    return value
  }
}
