extension Elementary {
  /// The natural logarithm of the gamma function of a positive number; NaN for others.
  ///
  /// Stirling's series (Abramowitz and Stegun, 6.1.41) after the argument has been raised to 12 or
  /// more: within 1e-14 of the result or of 1, whichever is greater.
  public static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    var raised = x
    var product = 1.0
    while raised < 12 {
      product *= raised
      raised += 1
    }
    let inverse = 1 / raised
    let square = inverse * inverse
    let series =
      inverse
      * (1.0 / 12 - square
        * (1.0 / 360 - square
          * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * 691 / 360_360)))))
    let halfLog2Pi = 0.918938533204672741780
    return (raised - 0.5) * log(raised) - raised + halfLog2Pi + series - log(product)
  }
}
