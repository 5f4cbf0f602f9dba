import CZlib

/// The CRC-32 of bytes that arrive in pieces (ISO 3309, computed by zlib): it finds damage, no forgery.
public struct Checksum {
  /// The checksum of everything added.
  public private(set) var value: UInt32 = 0

  public init() {}

  /// Adds bytes to what is summed up.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      // Without bytes zlib would start anew.
      guard let base = unsafe base else { return }
      value = unsafe UInt32(truncatingIfNeeded: crc32_z(UInt(value), base, buffer.count))
    }
  }

  /// The checksum of bytes.
  public static func of(_ bytes: [UInt8]) -> UInt32 {
    var checksum = Checksum()
    unsafe checksum.update(bytes.span.bytes)
    return checksum.value
  }
}
