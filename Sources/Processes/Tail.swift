/// The last bytes of a text of any length.
struct Tail {
  /// How many bytes are kept.
  static let capacity = 64 << 10

  private(set) var bytes: [UInt8] = []
  private var isCut = false

  /// Adds what comes next.
  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes += more.suffix(Self.capacity)
    isCut = isCut || more.count > Self.capacity || bytes.count > Self.capacity
    // Twice as much may stand here, so that a byte is moved once, not with every addition.
    if bytes.count > 2 * Self.capacity { bytes.removeFirst(bytes.count - Self.capacity) }
  }

  /// What is kept; a character that was cut in two at its start is left out, others that are no
  /// UTF-8 are shown as such.
  var text: String {
    let kept = bytes.suffix(Self.capacity)
    return String(
      decoding: isCut ? kept.drop { $0 & 0xc0 == 0x80 } : kept, as: UTF8.self)
  }
}
