import CArchive

/// A stream as the input of libarchive.
@safe final class MemberFeed {
  private let source: any ByteStream
  /// What stopped the stream; libarchive itself only learns that reading failed.
  private(set) var error: ArchiveError?
  private var tail = StreamTail()

  init(_ source: any ByteStream) {
    self.source = source
  }

  /// Reads the stream to its end, so that its checksum is verified, and checks how it ends.
  func finish(_ format: ContainerFormat, at place: Place) throws(ArchiveError) {
    while let block = unsafe try source.nextBlock() { unsafe tail.remember(block) }
    guard tail.isEnd(of: format) else {
      throw ArchiveError(
        place,
        format == .zip
          ? "the archive ends before its table of contents; it is cut short, so pack it again"
          : "the archive ends without its end mark; it is cut short, so pack it again")
    }
  }

  /// The callback through which libarchive asks for more bytes; −1 reports a failure.
  static let read:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?
    ) -> Int = { _, context, buffer in
      guard let context = unsafe context else { return -1 }
      let feed = unsafe Unmanaged<MemberFeed>.fromOpaque(context).takeUnretainedValue()
      do throws(ArchiveError) {
        // An empty block would mean the end to libarchive.
        while let block = unsafe try feed.source.nextBlock() {
          if unsafe block.isEmpty { continue }
          unsafe feed.tail.remember(block)
          unsafe buffer?.pointee = block.baseAddress
          return block.count
        }
        return 0
      } catch {
        feed.error = error
        return -1
      }
    }
}
