/// Eleven neighbouring bits of keys, by which one pass of a radix sort distributes them.
///
/// Knuth, "The Art of Computer Programming", volume 3, 5.2.5: passes from the lowest digit to the
/// highest, each of which keeps the order of keys with equal digits, sort the keys.
struct RadixDigit {
  private static let bits = 11
  private static let mask: UInt64 = 1 << bits - 1

  private let shift: UInt64

  /// The digits in which keys differ, the lowest first; by the others nothing would move.
  static func varying(in keys: [UInt64]) -> [RadixDigit] {
    guard let first = keys.first else { return [] }
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ first }
    return stride(from: 0, to: UInt64.bitWidth, by: bits)
      .filter { differing >> $0 & mask != 0 }.map { RadixDigit(shift: UInt64($0)) }
  }

  /// The digit of a key.
  @inline(__always)
  func of(_ key: UInt64) -> Int { Int(key &>> shift & Self.mask) }

  /// Where the keys of each digit begin when keys stand in the order of their digits.
  func places(of keys: [UInt64]) -> [Int] {
    var places = [Int](repeating: 0, count: Int(Self.mask) + 1)
    for key in keys { places[of(key)] += 1 }
    var next = 0
    for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
    return places
  }
}

extension Double {
  /// Bits that stand in the order of the numbers they come from, −0 before 0.
  var ascendingBits: UInt64 {
    sign == .minus ? ~bitPattern : bitPattern | 1 << 63
  }

  init(ascendingBits bits: UInt64) {
    self.init(bitPattern: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits)
  }
}
