extension Elementary {
  /// e raised to `x`, minus 1, to the full precision of small results; −1 far below zero, infinity
  /// above 709.78, NaN for NaN.
  ///
  /// With x = k ln 2 + r and |r| ≤ ½ ln 2 it is 2ᵏ (expm1(r) + 1) − 1, and expm1(r) a rational function
  /// of r (fdlibm, `s_expm1.c`, 1993).
  public static func expMinusOne(_ x: Double) -> Double {
    if x.isNaN || x == 0 { return x }
    if x > 709.782712893383973096 { return .infinity }
    if x < -38.8162421113569373274 { return -1 }
    if x.magnitude < 0x1p-54 { return x }
    let k = x.magnitude > halfLn2 ? (x * 1.44269504088896338700).rounded() : 0
    let high = x - k * ln2High
    let low = k * ln2Low
    let rest = high - low
    let tail = (high - rest) - low
    let half = 0.5 * rest
    let square = rest * half
    let r =
      1 + square
      * (-3.33333333333331316428e-02
        + square
        * (1.58730158725481460165e-03
          + square
          * (-7.93650757867487942473e-05
            + square * (4.00821782732936239552e-06 + square * -2.01099218183624371326e-07))))
    let t = 3 - r * half
    let quotient = square * ((r - t) / (6 - rest * t))
    if k == 0 { return rest - (rest * quotient - square) }
    let error = (rest * (quotient - tail) - tail) - square
    return combined(rest, minus: error, power: Int(k))
  }

  private static let halfLn2 = 0.34657359027997264

  /// 2ᵏ (rest − error + 1) − 1, ordered so that nothing large cancels.
  private static func combined(_ rest: Double, minus error: Double, power k: Int) -> Double {
    switch k {
    case -1: return 0.5 * (rest - error) - 0.5
    case 1:
      return rest < -0.25 ? -2 * (error - (rest + 0.5)) : 1 + 2 * (rest - error)
    case ...(-2), 57...: return scaled(1 - (error - rest), byPowerOfTwo: k) - 1
    case ..<20: return scaled((1 - powerOfTwo(-k)) - (error - rest), byPowerOfTwo: k)
    default: return scaled((rest - (error + powerOfTwo(-k))) + 1, byPowerOfTwo: k)
    }
  }
}
