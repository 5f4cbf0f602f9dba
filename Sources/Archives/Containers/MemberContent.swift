/// What was read of a member.
public struct MemberContent: Sendable, Equatable {
  public let bytes: Int
  /// SHA-256 of the bytes, as lower-case hexadecimal digits.
  public let sha256: String

  public init(bytes: Int, sha256: String) {
    self.bytes = bytes
    self.sha256 = sha256
  }
}
