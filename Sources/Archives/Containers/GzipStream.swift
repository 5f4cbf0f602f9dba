import CZlib

/// The content of a gzip stream, its checksums verified, which libarchive leaves undone.
@safe final class GzipStream: ByteStream {
  private let source: any ByteStream
  private let place: Place
  private let budget: ArchiveBudget
  private let inflater = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// Whether one whole gzip member has ended and no other has begun.
  private var isBetweenMembers = false

  init(
    _ source: any ByteStream, at place: Place, _ budget: ArchiveBudget
  ) throws(ArchiveError) {
    self.source = source
    self.place = place
    self.budget = budget
    unsafe inflater.initialize(to: z_stream())
    // 15 is the largest window; 16 more asks for the gzip format.
    let status = unsafe inflateInit2_(
      inflater, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw ArchiveError(place, "there is not enough memory to open it") }
  }

  deinit {
    unsafe inflateEnd(inflater)
    unsafe inflater.deallocate()
    unsafe output.deallocate()
  }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    while true {
      while unsafe inflater.pointee.avail_in == 0 {
        if try !refill() {
          if isBetweenMembers { return nil }
          throw ArchiveError(
            place, "the compressed data are cut short; download or pack them again")
        }
      }
      // Programs that compress in parallel write one gzip member after another.
      if isBetweenMembers { unsafe inflateReset(inflater) }
      isBetweenMembers = false
      let count = try inflate()
      try budget.take(count, at: place)
      if count > 0 { return unsafe UnsafeRawBufferPointer(rebasing: output[..<count]) }
    }
  }

  /// Hands the next compressed bytes to zlib, which keeps them until they are used up.
  private func refill() throws(ArchiveError) -> Bool {
    guard let block = unsafe try source.nextBlock() else { return false }
    let bytes = unsafe UnsafeMutableRawPointer(mutating: block.baseAddress)
    unsafe inflater.pointee.next_in = unsafe bytes?.assumingMemoryBound(to: UInt8.self)
    unsafe inflater.pointee.avail_in = CUnsignedInt(block.count)
    return true
  }

  /// Inflates what is there into the buffer and counts it.
  private func inflate() throws(ArchiveError) -> Int {
    unsafe inflater.pointee.next_out = unsafe output.baseAddress?.assumingMemoryBound(
      to: UInt8.self)
    unsafe inflater.pointee.avail_out = CUnsignedInt(output.count)
    let status = unsafe CZlib.inflate(inflater, Z_NO_FLUSH)
    isBetweenMembers = status == Z_STREAM_END
    guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else {
      let cause = unsafe inflater.pointee.msg.map { unsafe String(cString: $0) }
      throw ArchiveError(
        place, "cannot be read (gzip: \(cause ?? "damaged data")); download it or pack it again")
    }
    return unsafe output.count - Int(inflater.pointee.avail_out)
  }
}
