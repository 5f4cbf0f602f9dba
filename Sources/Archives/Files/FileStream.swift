/// A file on disk from its first byte to its last.
@safe final class FileStream: ByteStream {
  private let file: OpenFile
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  init(_ file: consuming OpenFile) {
    self.file = file
  }

  deinit { unsafe buffer.deallocate() }

  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer? {
    let count = unsafe try file.read(into: buffer)
    return count == 0 ? nil : unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
  }
}
