/// The fields of a RAR 5 header, one after another.
struct RARFields {
  private var rest: ArraySlice<UInt8>
  /// The bytes that were read so far.
  private(set) var used = 0

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next number: seven bits a byte, the lowest first, until a byte has its highest bit clear.
  mutating func next() -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      used += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    used += count
    return rest.prefix(count)
  }
}
