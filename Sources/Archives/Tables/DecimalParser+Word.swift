extension DecimalParser {
  /// Parses a text of at most eight bytes all at once, the digits side by side in one word.
  ///
  /// Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51, 2021,
  /// doi:10.1002/spe.2984.
  ///
  /// - Parameters:
  ///   - text: The bytes of the text, the first lowest; those beyond it are passed over.
  ///   - count: The bytes of the text, from 1 through 8.
  /// - Returns: The nearest number; `nil` for what is not of the form `[-] digits [. digits]`.
  @inline(__always)
  static func parse(word text: UInt64, count: Int) -> Double? {
    var bytes = text & UInt64.max &>> (64 - 8 * count)
    var count = count
    let isNegative = bytes & 0xFF == UInt64(UInt8(ascii: "-"))
    if isNegative { bytes ^= UInt64(UInt8(ascii: "-") ^ UInt8(ascii: "0")) }
    var decimals = 0
    if let point = firstPoint(bytes) {
      let before = UInt64(1) &<< (8 * point) &- 1
      bytes = bytes & before | (bytes >> 8) & ~before
      count -= 1
      decimals = count - point
    }
    guard count > (isNegative ? 1 : 0) else { return nil }
    // Zeros before the first digit fill the word; the first digit stands in the lowest byte.
    let digits = (bytes ^ zeros) &<< (64 - 8 * count)
    guard (digits | (digits &+ 0x7676_7676_7676_7676)) & highBits == 0 else { return nil }
    let magnitude = Double(joined(digits)) / powersOfTen[decimals]
    return isNegative ? -magnitude : magnitude
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let points: UInt64 = 0x2E2E_2E2E_2E2E_2E2E
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The index of the first byte that is a point.
  @inline(__always)
  private static func firstPoint(_ bytes: UInt64) -> Int? {
    let others = bytes ^ points
    // Borrows reach only bytes above the first zero byte, which is the one that counts.
    let found = (others &- 0x0101_0101_0101_0101) & ~others & highBits
    return found == 0 ? nil : found.trailingZeroBitCount / 8
  }

  /// The number whose eight digits are the bytes, the most significant lowest.
  @inline(__always)
  private static func joined(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10000 &+ fours >> 32) & 0xFFFF_FFFF
  }
}
