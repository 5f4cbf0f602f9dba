/// The discrete Fourier transform of real signals, four at once, and the envelope made with it.
///
/// A real signal of even length is transformed as a complex one of half the length, whose parts are
/// the samples at even and at odd places (Press et al., "Numerical Recipes", 3rd edition, section
/// 12.3). The error of a transform is some 10⁻¹⁶ of the spectrum's root mean square. A value keeps its
/// buffers from one transform to the next; copies share nothing but the roots of unity.
public struct RealFFT: Sendable {
  /// The length of the signals: even, and a product of powers of 2, 3 and 5.
  public let count: Int
  let half: ComplexFFT
  /// The powers 0 ..< count/2 of e^(−2πi/count).
  let roots: [RootOfUnity]
  var work: [ComplexLanes]
  var scratch: [ComplexLanes]

  /// Prepares transforms of one length.
  ///
  /// - Precondition: The length is even and a product of powers of 2, 3 and 5.
  public init(count: Int) {
    precondition(count > 0 && count.isMultiple(of: 2), "the length \(count) is not even")
    self.count = count
    half = ComplexFFT(count: count / 2)
    roots = RootOfUnity.powers(count / 2, ofRoot: count)
    work = Array(repeating: .zero, count: count / 2)
    scratch = work
  }

  /// The first half of the transforms, which determines the other: X[k] = Σ x[n] e^(−2πikn/count).
  ///
  /// - Parameters:
  ///   - signals: Samples × four signals, `count` samples.
  ///   - spectrum: Takes X[0] through X[count/2], so `count`/2 + 1 numbers.
  public mutating func transform(
    _ signals: [SIMD4<Double>], into spectrum: inout [ComplexLanes]
  ) {
    let middle = half.count
    precondition(
      signals.count == count && spectrum.count == middle + 1, "buffers have the plan's length")
    for index in 0..<middle {
      work[index] = ComplexLanes(signals[2 * index], signals[2 * index + 1])
    }
    half.transform(&work, scratch: &scratch)
    for k in 0...middle / 2 {
      let mirror = middle - k
      let low = work[k]
      let high = work[k == 0 ? 0 : mirror].conjugate
      let even = (low + high) * 0.5
      let odd = ((low - high) * 0.5).quarterTurnBack * roots[k]
      spectrum[k] = even + odd
      spectrum[mirror] = (even - odd).conjugate
    }
  }
}
