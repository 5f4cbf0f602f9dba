extension Double {
  /// The number rounded to a count of significant decimal digits, ties to the even digit.
  ///
  /// The digits are those of the number times a power of ten, rounded once; the result is the
  /// number nearest to those digits. It depends on no machine.
  ///
  /// - Parameter digits: From 1 through 15.
  /// - Returns: The rounded number; zero and what is not finite as they are.
  public func rounded(toSignificantDigits digits: Int) -> Double {
    precondition((1...15).contains(digits), "a double holds 15 decimal digits")
    guard isFinite, self != 0, magnitude >= 1e-290, magnitude <= 1e290 else { return self }
    // The exponent e with 10ᵉ ≤ |x| < 10ᵉ⁺¹, from the binary one and, where that is not sure, a look.
    var exponent = Int((Double(self.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    if magnitude >= Self.powerOfTen(exponent + 1) { exponent += 1 }
    let shift = digits - 1 - exponent
    var scaled =
      shift >= 0 ? magnitude * Self.powerOfTen(shift) : magnitude / Self.powerOfTen(-shift)
    scaled = scaled.rounded(.toNearestOrEven)
    let rounded = Self.decimal(scaled, exponent: -shift)
    return self < 0 ? -rounded : rounded
  }

  /// The number nearest to digits × 10^exponent.
  private static func decimal(_ digits: Double, exponent: Int) -> Double {
    // Powers up to 10²² are exact, so that one division or multiplication rounds correctly.
    if (-22...0).contains(exponent) { return digits / powerOfTen(-exponent) }
    if (0...22).contains(exponent) { return digits * powerOfTen(exponent) }
    return Double("\(Int(digits))e\(exponent)") ?? .nan
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    powersOfTen.indices.contains(exponent)
      ? powersOfTen[exponent] : Double("1e\(exponent)") ?? .nan
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
