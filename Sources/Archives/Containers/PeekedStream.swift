/// A stream whose first bytes are known before any is taken.
@safe final class PeekedStream: ByteStream {
  /// The first bytes, as many as were asked for or more; fewer only where there are no more.
  let start: [UInt8]
  private let source: any ByteStream
  private let head: UnsafeMutableRawBufferPointer
  private var isBegun = false

  /// Reads the first bytes of a stream.
  init(_ source: any ByteStream, count: Int) throws(ArchiveError) {
    var start: [UInt8] = []
    while start.count < count, let block = unsafe try source.nextBlock() {
      unsafe start.append(contentsOf: block)
    }
    self.start = start
    self.source = source
    unsafe head = .allocate(byteCount: start.count, alignment: 16)
    unsafe head.copyBytes(from: start)
  }

  deinit { unsafe head.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    if isBegun { return unsafe try source.nextBlock() }
    isBegun = true
    return unsafe UnsafeRawBufferPointer(head)
  }
}
