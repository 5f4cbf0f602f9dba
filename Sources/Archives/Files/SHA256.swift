import CNettle

/// The SHA-256 digest of bytes that arrive in pieces (FIPS 180-4, computed by nettle).
public struct SHA256 {
  private var context = sha256_ctx()

  public init() {
    unsafe nettle_sha256_init(&context)
  }

  /// Adds bytes to what is digested.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe nettle_sha256_update(
        &context, buffer.count, base.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Adds the bytes of a text.
  public mutating func update(_ text: String) {
    unsafe update(Array(text.utf8).span.bytes)
  }

  /// The digest of everything added, as 64 lower-case hexadecimal digits; starts a new digest.
  public mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of a text.
  public static func digest(of text: String) -> String {
    var sha = SHA256()
    sha.update(text)
    return sha.finish()
  }

  /// The digest of bytes.
  public static func digest(of bytes: ArraySlice<UInt8>) -> String {
    var sha = SHA256()
    unsafe sha.update(bytes.span.bytes)
    return sha.finish()
  }
}
