/// Elementary functions that give the same bits on every processor.
///
/// The C library picks code by processor (with or without fused multiply-add), so its last bits
/// differ between machines. These use only + − × ÷ in a fixed order, with the argument reductions
/// and polynomials of Sun's fdlibm (1993), and stay below one unit in the last place.
public enum Elementary {
  /// The natural logarithm of 2.
  public static let logarithmOf2 = 0.693147180559945309417

  /// e raised to `x`; infinity above 709.78, zero below −745.13, NaN for NaN.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.782712893383973096 { return .infinity }
    if x < -745.13321910194110842 { return 0 }
    let k = (x * 1.44269504088896338700).rounded(.toNearestOrEven)
    let high = x - k * ln2High
    let low = k * ln2Low
    let r = high - low
    let t = r * r
    let c =
      r - t
      * (1.66666666666666019037e-01
        + t
        * (-2.77777777770155933842e-03
          + t
          * (6.61375632143793436117e-05
            + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))))
    let y = 1 - ((low - (r * c) / (2 - c)) - high)
    return scaled(y, byPowerOfTwo: Int(k))
  }

  /// The natural logarithm; −infinity at zero, NaN below zero.
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.41421356237309504880 {
      fraction /= 2
      exponent += 1
    }
    let f = fraction - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01
          + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let r = even + odd
    let half = 0.5 * f * f
    return exponent * ln2High - ((half - (s * (half + r) + exponent * ln2Low)) - f)
  }

  /// The sine of an angle in radians; NaN beyond 2²⁰ quarter turns, where the reduction ends.
  public static func sin(_ x: Double) -> Double {
    guard let (quarter, r, tail) = reduced(x) else { return .nan }
    switch quarter {
    case 0: return sineKernel(r, tail)
    case 1: return cosineKernel(r, tail)
    case 2: return -sineKernel(r, tail)
    default: return -cosineKernel(r, tail)
    }
  }

  /// The cosine of an angle in radians; NaN beyond 2²⁰ quarter turns, where the reduction ends.
  public static func cos(_ x: Double) -> Double {
    guard let (quarter, r, tail) = reduced(x) else { return .nan }
    switch quarter {
    case 0: return cosineKernel(r, tail)
    case 1: return -sineKernel(r, tail)
    case 2: return -cosineKernel(r, tail)
    default: return sineKernel(r, tail)
    }
  }

  // ln 2 in two parts: products of the first with exponents are exact.
  static let ln2High = 6.93147180369123816490e-01
  static let ln2Low = 1.90821492927058770002e-10

  /// Multiplies by 2^k in two steps, so that subnormal results round once.
  static func scaled(_ y: Double, byPowerOfTwo k: Int) -> Double {
    if k > 1023 { return y * 0x1p1023 * powerOfTwo(k - 1023) }
    if k < -1021 { return y * powerOfTwo(k + 1000) * 0x1p-1000 }
    return y * powerOfTwo(k)
  }

  static func powerOfTwo(_ k: Int) -> Double {
    Double(sign: .plus, exponentBitPattern: UInt(k + 1023), significandBitPattern: 0)
  }

  /// The quarter turn of an angle and its rest in [−π/4, π/4], as a number and its rounding tail.
  ///
  /// π/2 stands in three parts of 33 bits, so both products with a 20-bit count are exact.
  private static func reduced(_ x: Double) -> (quarter: Int, rest: Double, tail: Double)? {
    guard x.magnitude < 1_647_099 else { return nil }
    let count = (x * 6.36619772367581382433e-01).rounded(.toNearestOrEven)
    let first = x - count * 1.57079632673412561417e+00
    let second = count * 6.07710050630396597660e-11
    let difference = first - second
    let correction = ((first - difference) - second) - count * 2.02226624879595063154e-21
    let rest = difference + correction
    return (Int(count) & 3, rest, (difference - rest) + correction)
  }

  private static func sineKernel(_ x: Double, _ tail: Double) -> Double {
    let z = x * x
    let v = z * x
    let r =
      8.33333333332248946124e-03
      + z
      * (-1.98412698298579493134e-04
        + z
        * (2.75573137070700676789e-06
          + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))
    return x - ((z * (0.5 * tail - v * r) - tail) - v * -1.66666666666666324348e-01)
  }

  private static func cosineKernel(_ x: Double, _ tail: Double) -> Double {
    let z = x * x
    let r =
      z
      * (4.16666666666666019037e-02
        + z
        * (-1.38888888888741095749e-03
          + z
          * (2.48015872894767294178e-05
            + z
            * (-2.75573143513906633035e-07
              + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))))
    let half = 0.5 * z
    let w = 1 - half
    return w + (((1 - w) - half) + (z * r - x * tail))
  }
}
