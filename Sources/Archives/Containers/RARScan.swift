import CZlib

/// A second look at the blocks of a RAR stream, for what libarchive 3.6 lets pass: wrong checksums of
/// members that are stored uncompressed, and an end between two blocks.
///
/// Every block is a header that tells its own size and that of the data behind it.
struct RARScan {
  private let format: ContainerFormat
  /// The header that is being gathered.
  private var header: [UInt8] = []
  /// The bytes of data before the next header.
  private var dataLeft = 0
  /// The checksums that the data must have and have so far, where they are stored as they are.
  private var expected: UInt32?
  private var checksum: UInt32 = 0
  /// The headers of files so far, as many as libarchive has entries.
  private var files = 0
  private var damaged: Set<Int> = []
  private var isOver = false

  init(_ format: ContainerFormat) {
    self.format = format
    // The signature of RAR 3 has the form of a block itself.
    dataLeft = format == .rar5 ? 8 : 0
  }

  /// Whether the mark at the end was seen, or nothing more can be told because it is encrypted.
  var isWhole: Bool { isOver }

  /// Whether the data of a file, counted from 0, are those that were stored.
  func isIntact(file: Int) -> Bool { !damaged.contains(file) }

  mutating func scan(_ block: UnsafeRawBufferPointer) {
    var rest = unsafe block[...]
    while !isOver, unsafe !rest.isEmpty {
      if dataLeft > 0 {
        let count = unsafe min(dataLeft, rest.count)
        unsafe pass(UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
        unsafe rest = rest.dropFirst(count)
      } else if let byte = unsafe rest.popFirst() {
        header.append(byte)
        guard let size = headerSize, header.count >= size else { continue }
        open(RARHeader(header, format))
        header = []
      }
    }
  }

  private mutating func pass(_ data: UnsafeRawBufferPointer) {
    dataLeft -= data.count
    guard let expected else { return }
    let bytes = unsafe data.assumingMemoryBound(to: UInt8.self)
    checksum = unsafe UInt32(
      truncatingIfNeeded: crc32_z(UInt(checksum), bytes.baseAddress, bytes.count))
    if dataLeft == 0, checksum != expected { damaged.insert(files - 1) }
  }

  private var headerSize: Int? { RARHeader.size(header, format) }

  private mutating func open(_ block: RARHeader) {
    expected = nil
    checksum = 0
    dataLeft = block.dataSize
    switch block.kind {
    case .file:
      files += 1
      expected = block.storedChecksum
    case .end, .encrypted: isOver = true
    case .other: break
    }
  }
}
