import Glibc

/// Reads plain decimal numbers, to the bit as the C library's `strtod` does.
///
/// Up to 19 digits whose integer stays below 2⁵³, with a power of ten up to 10²², need one division
/// or multiplication of exact operands and so one correct rounding (Clinger, "How to read floating
/// point numbers accurately", PLDI 1990). Everything else goes to `strtod`, which rounds correctly,
/// so that the result depends on no machine either way.
public enum DecimalParser {
  /// Parses a whole text of the form `[+-] digits [. digits] [e [+-] digits]`.
  ///
  /// - Returns: The nearest number, infinite beyond the largest; `nil` for any other text, such as
  ///   an empty one, a hexadecimal number, `inf`, `nan`, or a number with something around it.
  public static func parse(_ text: Span<UInt8>) -> Double? {
    let end = text.count
    var position = 0
    var negative = false
    if position < end, text[position] == minus || text[position] == plus {
      negative = text[position] == minus
      position += 1
    }
    var mantissa: UInt64 = 0
    let integerStart = position
    while position < end, text[position] &- zero < 10 {
      mantissa = mantissa &* 10 &+ UInt64(text[position] &- zero)
      position += 1
    }
    var digits = position - integerStart
    var power = 0
    if position < end, text[position] == point {
      position += 1
      let fractionStart = position
      while position < end, text[position] &- zero < 10 {
        mantissa = mantissa &* 10 &+ UInt64(text[position] &- zero)
        position += 1
      }
      power = fractionStart - position
      digits -= power
    }
    guard digits > 0 else { return nil }
    if position < end {
      guard let exponent = exponent(text, from: position) else { return nil }
      power += exponent
    }
    // More digits may have overflowed the mantissa.
    guard digits <= 19, mantissa <= 1 << 53, power.magnitude <= 22 else {
      return slow(text)
    }
    let magnitude = Double(mantissa)
    let value = power < 0 ? magnitude / powersOfTen[-power] : magnitude * powersOfTen[power]
    return negative ? -value : value
  }

  private static let zero = UInt8(ascii: "0")
  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")

  /// 10⁰ to 10²², all exact.
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The exponent at the end of a text, held within ±100000, where `strtod` decides anyway.
  private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    guard text[position] | 0x20 == UInt8(ascii: "e") else { return nil }
    position += 1
    var negative = false
    if position < text.count, text[position] == minus || text[position] == plus {
      negative = text[position] == minus
      position += 1
    }
    guard position < text.count else { return nil }
    var value = 0
    while position < text.count {
      guard text[position] &- zero < 10 else { return nil }
      value = min(value * 10 + Int(text[position] &- zero), 100_000)
      position += 1
    }
    return negative ? -value : value
  }

  /// The C library's answer; it wants a terminated text, and reads a point because no part of this
  /// program sets the locale of numbers.
  private static func slow(_ text: Span<UInt8>) -> Double {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { buffer in
      for index in text.indices { unsafe buffer[index] = CChar(bitPattern: text[index]) }
      unsafe buffer[text.count] = 0
      return unsafe buffer.baseAddress.map { unsafe strtod($0, nil) } ?? .nan
    }
  }
}
