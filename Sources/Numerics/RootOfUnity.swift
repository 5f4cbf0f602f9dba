/// A power of e^(−2πi/n), the factor by which the parts of a Fourier transform are turned.
struct RootOfUnity: Sendable {
  let real: Double
  let imaginary: Double

  /// The powers 0 ..< `count` of e^(−2πi/n).
  ///
  /// Angles are reduced to an eighth of a turn by whole numbers, so the error stays at one unit in
  /// the last place, and powers that mirror each other are exact mirrors.
  static func powers(_ count: Int, ofRoot n: Int) -> [RootOfUnity] {
    (0..<count).map { power in
      let (quarter, rest) = (4 * power).quotientAndRemainder(dividingBy: n)
      let (cosine, sine) = quarterTurnShare(rest, of: n)
      return switch quarter & 3 {
      case 0: RootOfUnity(real: cosine, imaginary: -sine)
      case 1: RootOfUnity(real: -sine, imaginary: -cosine)
      case 2: RootOfUnity(real: -cosine, imaginary: sine)
      default: RootOfUnity(real: sine, imaginary: cosine)
      }
    }
  }

  /// Cosine and sine of `rest`/`n` quarter turns, less than one.
  private static func quarterTurnShare(_ rest: Int, of n: Int) -> (cosine: Double, sine: Double) {
    let isBeyondEighth = 2 * rest > n
    let angle = Double.pi * Double(isBeyondEighth ? n - rest : rest) / Double(2 * n)
    let (cosine, sine) = (Elementary.cos(angle), Elementary.sin(angle))
    return isBeyondEighth ? (sine, cosine) : (cosine, sine)
  }
}
