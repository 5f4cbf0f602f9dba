/// Bytes that are read from the first to the last; nothing is taken beyond their end.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  /// The next integer, little-endian.
  mutating func integer<Value: FixedWidthInteger>() -> Value? {
    let size = MemoryLayout<Value>.size
    guard bytes.endIndex - position >= size else { return nil }
    var value = Value.zero
    for place in (0..<size).reversed() {
      value = (size == 1 ? 0 : value << 8) | Value(truncatingIfNeeded: bytes[position + place])
    }
    position += size
    return value
  }

  /// A count of elements that can still follow.
  mutating func count(elementSize: Int) -> Int? {
    guard let count: Int64 = integer(), count >= 0,
      count <= (bytes.endIndex - position) / elementSize
    else { return nil }
    return Int(count)
  }

  /// A count and as many integers.
  mutating func integers<Value: FixedWidthInteger>() -> [Value]? {
    guard let count = count(elementSize: MemoryLayout<Value>.size) else { return nil }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      guard let value: Value = integer() else { return nil }
      values.append(value)
    }
    return values
  }

  /// A count and as many bytes of UTF-8.
  mutating func text() -> String? {
    guard let values: [UInt8] = integers() else { return nil }
    return String(validating: values, as: UTF8.self)
  }
}
