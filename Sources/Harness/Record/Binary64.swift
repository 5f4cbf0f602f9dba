/// Numbers as little-endian binary64, the form in which files of many numbers keep them.
enum Binary64 {
  static func append(_ numbers: [Double], to bytes: inout [UInt8]) {
    for number in numbers {
      let bits = number.bitPattern
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
  }

  /// The numbers of whole groups of eight bytes; what is left over is ignored.
  static func numbers(in bytes: ArraySlice<UInt8>) -> [Double] {
    stride(from: bytes.startIndex, through: bytes.endIndex - 8, by: 8).map { start in
      var bits: UInt64 = 0
      for offset in 0..<8 { bits |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
      return Double(bitPattern: bits)
    }
  }
}
