/// A stream that is digested while it is read.
final class DigestedStream: ByteStream {
  private let source: any ByteStream
  private var sha = SHA256()
  private var bytes = 0

  init(_ source: any ByteStream) {
    self.source = source
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    guard let block = unsafe try source.nextBlock() else { return nil }
    unsafe sha.update(block.bytes)
    bytes += block.count
    return unsafe block
  }

  /// The size and the digest of what was read; the next content begins anew.
  func takeContent() -> MemberContent {
    defer { bytes = 0 }
    return MemberContent(bytes: bytes, sha256: sha.finish())
  }

  /// Reads what is left, so that checksums are verified that stand at an end.
  func drain() throws(ArchiveError) {
    while unsafe try nextBlock() != nil {}
  }
}
