extension LoopbackServer {
  /// What is sent back.
  public struct Answer: Sendable {
    var status: Int
    var headers: [String] = []
    var body: [UInt8] = []
    /// How much of the body is sent before the connection ends; all where `nil`.
    var sent: Int?
    /// Whether the connection stays open, silent, when that is sent.
    var stalls = false

    /// A page without a file.
    public static func status(_ status: Int) -> Answer {
      Answer(status: status, body: Array("no file".utf8))
    }

    public static func redirect(to address: String) -> Answer {
      Answer(status: 302, headers: ["Location: \(address)"])
    }

    /// A file, from an offset where one is given, as a server that knows ranges sends it.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - offset: The first byte that is wanted.
    ///   - sent: How much of what is announced is sent; all where `nil`.
    ///   - stalls: Whether the connection stays open then.
    /// - Returns: The answer.
    public static func file(
      _ bytes: [UInt8], from offset: Int? = nil, sending sent: Int? = nil, stalls: Bool = false
    ) -> Answer {
      guard let offset else {
        return Answer(status: 200, body: bytes, sent: sent, stalls: stalls)
      }
      guard offset < bytes.count else {
        return Answer(status: 416, headers: ["Content-Range: bytes */\(bytes.count)"])
      }
      return Answer(
        status: 206,
        headers: ["Content-Range: bytes \(offset)-\(bytes.count - 1)/\(bytes.count)"],
        body: Array(bytes[offset...]), sent: sent, stalls: stalls)
    }
  }
}
