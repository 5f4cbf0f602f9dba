import Archives

/// The blocks of an entry that is to be stored.
struct CacheDraft {
  private var blocks: [CacheHeader.Block] = []
  private var bytes: [UInt8] = []

  /// Adds a block of numbers.
  ///
  /// - Precondition: The name is a word of its own.
  mutating func add<Element: CacheElement>(_ numbers: [Element], as name: String) {
    precondition(
      !name.contains { $0.isWhitespace } && !blocks.contains { $0.name == name },
      "a block needs a name of its own without blanks")
    unsafe numbers.withUnsafeBytes { buffer in
      var checksum = Checksum()
      unsafe checksum.update(buffer.bytes)
      unsafe bytes.append(contentsOf: buffer)
      blocks.append(
        CacheHeader.Block(
          name: name, element: Element.cacheName, bytes: buffer.count, checksum: checksum.value))
    }
  }

  /// Adds a block of texts, none of which may hold the byte 0.
  mutating func add(_ texts: [String], as name: String) {
    add(Array(texts.joined(separator: "\0").utf8), as: name)
  }

  /// The bytes of the entry.
  func encoded(key: String) -> [UInt8] { CacheHeader(key: key, blocks: blocks).encoded + bytes }
}
