extension RealFFT {
  /// The envelope of the part of signals that lies in a band of frequencies.
  ///
  /// It is the magnitude of the analytic signal, the inverse transform of 2·X[k] for k in the band and
  /// of 0 elsewhere. Because a one-sided spectrum is empty beyond count/2, the samples at even places
  /// are the transform of half the length of the spectrum itself, those at odd places that of the
  /// spectrum turned by half a sample. Conjugate numbers in go with conjugate numbers out, which have
  /// the same magnitude; so the forward transform serves for the inverse one.
  ///
  /// - Parameters:
  ///   - spectrum: X[0] through X[count/2], as from ``transform(_:into:)``.
  ///   - band: The first and the last k of the band, below count/2.
  ///   - envelope: Takes samples × four signals, `count` samples.
  public mutating func envelope(
    of spectrum: [ComplexLanes], in band: ClosedRange<Int>, into envelope: inout [SIMD4<Double>]
  ) {
    precondition(
      spectrum.count == half.count + 1 && envelope.count == count,
      "buffers have the plan's length")
    precondition(band.lowerBound >= 0 && band.upperBound < half.count, "the band is one-sided")
    let scale = 2 / Double(count)
    for parity in 0...1 {
      for k in work.indices {
        guard band.contains(k) else {
          work[k] = .zero
          continue
        }
        let part = spectrum[k].conjugate * scale
        work[k] = parity == 0 ? part : part * roots[k]
      }
      half.transform(&work, scratch: &scratch)
      for index in work.indices {
        envelope[2 * index + parity] = work[index].squaredMagnitude.squareRoot()
      }
    }
  }
}
