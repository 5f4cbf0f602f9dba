/// Bytes that come block after block, each once.
protocol ByteStream: AnyObject {
  /// The next bytes, valid until the next call and perhaps none; `nil` at the checked end.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer?
}
