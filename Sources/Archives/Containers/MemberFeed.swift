import CArchive

/// A stream as the input of libarchive.
@safe final class MemberFeed {
  private let source: any ByteStream
  private let format: ContainerFormat
  /// What stopped the stream; libarchive itself only learns that reading failed.
  private(set) var error: ArchiveError?
  /// The bytes that came so far.
  private(set) var bytes = 0
  private var tail = StreamTail()
  private var rar: RARScan?

  /// Takes a stream that holds an archive of a format.
  init(_ source: any ByteStream, _ format: ContainerFormat) {
    self.source = source
    self.format = format
    rar = format == .rar || format == .rar5 ? RARScan(format) : nil
  }

  /// Whether the data of an entry that was read, counted from 0, are not known to be damaged.
  func isIntact(file: Int) -> Bool { rar?.isIntact(file: file) ?? true }

  /// Reads the stream to its end, so that its checksum is verified, and checks how it ends.
  func finish(at place: Place) throws(ArchiveError) {
    while let block = unsafe try source.nextBlock() { unsafe remember(block) }
    guard rar?.isWhole ?? tail.isEnd(of: format) else {
      throw ArchiveError(
        place,
        format == .zip
          ? "the archive ends before its table of contents; it is cut short, so pack it again"
          : "the archive ends without its end mark; it is cut short, so pack it again")
    }
  }

  private func remember(_ block: UnsafeRawBufferPointer) {
    bytes += block.count
    if rar == nil { unsafe tail.remember(block) } else { unsafe rar?.scan(block) }
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
          unsafe feed.remember(block)
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
