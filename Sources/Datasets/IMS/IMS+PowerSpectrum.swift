import Numerics

extension IMS {
  /// The power of four signals at every frequency that a snapshot resolves.
  ///
  /// P[k] = c·|X[k]|²/N², where c is 2, but 1 at k = 0 and k = N/2; so the powers add up to the mean
  /// of x².
  struct PowerSpectrum {
    /// P[0] through P[N/2].
    private let power: [SIMD4<Double>]
    /// The distance of two neighbouring frequencies, in hertz.
    private let resolution: Double

    init(_ spectrum: [ComplexLanes], resolution: Double) {
      let last = spectrum.count - 1
      let scale = 1 / (Double(2 * last) * Double(2 * last))
      power = spectrum.indices.map { k in
        spectrum[k].squaredMagnitude * (k == 0 || k == last ? scale : 2 * scale)
      }
      self.resolution = resolution
    }

    /// The mean frequency, weighted by power, without the constant part, in hertz.
    var centroid: SIMD4<Double> {
      var (weighted, total) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      for k in power.indices.dropFirst() {
        weighted += power[k] * (Double(k) * resolution)
        total += power[k]
      }
      return weighted / total
    }

    /// The power within 2 Hz of a frequency, both ends included.
    func power(around hertz: Double) -> SIMD4<Double> {
      // Some lines end on a frequency of the spectrum; it counts whatever the last bit says.
      let width = 2 + 1e-9
      let first = Int(((hertz - width) / resolution).rounded(.up))
      let last = Int(((hertz + width) / resolution).rounded(.down))
      return power[max(first, 0)..<min(last + 1, power.count)].reduce(.zero, +)
    }
  }
}
