/// The last bytes of a stream, which tell whether an archive was cut short behind its members.
///
/// A streamed zip is over for libarchive where its central directory starts, and a tar wherever it
/// ends between two members; without this, what a cut took away would go unnoticed.
struct StreamTail {
  private var bytes: [UInt8] = []

  /// The longest end of a zip: 22 bytes and a comment of up to 65535.
  private static let longestEnd = 22 + 65535

  mutating func remember(_ block: UnsafeRawBufferPointer) {
    if block.count >= Self.longestEnd {
      bytes = unsafe Array(block.suffix(Self.longestEnd))
    } else {
      unsafe bytes.append(contentsOf: block)
      if bytes.count > 4 * Self.longestEnd { bytes.removeFirst(bytes.count - Self.longestEnd) }
    }
  }

  /// Whether the stream ends as an archive of a format does.
  func isEnd(of format: ContainerFormat) -> Bool {
    switch format {
    case .zip: holdsEndOfDirectory
    // One block of zeros is the least that programs write; POSIX asks for two.
    case .tar: bytes.count >= 512 && bytes.suffix(512).allSatisfy { $0 == 0 }
    default: true
    }
  }

  private var holdsEndOfDirectory: Bool {
    let signature = Array("PK\u{5}\u{6}".utf8)
    guard bytes.count >= 22 else { return false }
    return (0...(bytes.count - 22)).contains { start in
      guard bytes[start] == signature[0] else { return false }
      return bytes[start..<start + 4].elementsEqual(signature)
        && start + 22 + Int(bytes[start + 20]) + Int(bytes[start + 21]) << 8 == bytes.count
    }
  }
}
