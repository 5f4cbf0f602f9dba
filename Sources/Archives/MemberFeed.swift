import CArchive

/// The bytes of a member as the input of an archive inside it.
final class MemberFeed {
  private let outer: ArchiveHandle
  /// What stopped the outer archive; libarchive itself only learns that reading failed.
  private(set) var error: ArchiveError?
  /// The last bytes seen, where a zip has the end of its table of contents.
  private var tail: [UInt8] = []

  init(_ outer: ArchiveHandle) {
    self.outer = outer
  }

  /// Reads the member to its end, so that its checksum is verified, and checks how the zip ends.
  ///
  /// A streamed zip is over for libarchive where its central directory starts; a file cut short
  /// after that would go unnoticed.
  func finish(inner place: Place) throws(ArchiveError) {
    while let block = unsafe try outer.nextBlock() { unsafe remember(block) }
    if place.members.last?.lowercased().hasSuffix(".zip") == true, !tailHoldsEndOfDirectory {
      throw ArchiveError(
        place, "the archive ends before its table of contents; it is cut short, so pack it again")
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
        while let block = unsafe try feed.outer.nextBlock() {
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

  /// The longest end record: 22 bytes and a comment of up to 65535.
  private static let longestEnd = 22 + 65535

  private func remember(_ block: UnsafeRawBufferPointer) {
    if block.count >= Self.longestEnd {
      tail = unsafe Array(block.suffix(Self.longestEnd))
    } else {
      unsafe tail.append(contentsOf: block)
      if tail.count > 4 * Self.longestEnd { tail.removeFirst(tail.count - Self.longestEnd) }
    }
  }

  private var tailHoldsEndOfDirectory: Bool {
    let signature = Array("PK\u{5}\u{6}".utf8)
    guard tail.count >= 22 else { return false }
    return (0...(tail.count - 22)).contains { start in
      guard tail[start] == signature[0] else { return false }
      return tail[start..<start + 4].elementsEqual(signature)
        && start + 22 + Int(tail[start + 20]) + Int(tail[start + 21]) << 8 == tail.count
    }
  }
}
