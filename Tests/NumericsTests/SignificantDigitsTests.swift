import Foundation
import Numerics
import Testing

@Suite struct SignificantDigitsTests {
  @Test(arguments: [
    (0.08112208481351546, 0.0811221), (1.234565, 1.23456), (-1.2345675, -1.23457), (0, 0),
    (999_999.5, 1_000_000), (9.999_995, 10), (123_456_789, 123_457_000), (1e-9, 1e-9),
    (1.234_567_89e-30, 1.23457e-30), (1.234_567_89e40, 1.23457e40), (0.1, 0.1), (100_000, 100_000),
    (0.000_999_999_96, 0.001), (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
    (.infinity, .infinity),
  ])
  func sixDigits(number: Double, rounded: Double) {
    #expect(number.rounded(toSignificantDigits: 6) == rounded)
  }

  /// Random numbers are no ties, so that any correct rounding gives the same.
  @Test func asTheCLibraryPrintsThem() {
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mantissa = 1 + Double(state >> 12) / Double(1 << 52)
      let number = Double(sign: .plus, exponent: Int(state >> 57) - 64, significand: mantissa)
      let rounded = number.rounded(toSignificantDigits: 6)
      #expect(rounded == Double(String(format: "%.5e", number)), "\(number)")
      #expect(rounded.rounded(toSignificantDigits: 6) == rounded)
      #expect((-number).rounded(toSignificantDigits: 6) == -rounded)
    }
  }
}
