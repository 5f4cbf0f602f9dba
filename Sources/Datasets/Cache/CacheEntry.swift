import Archives

/// An entry of a cache that is open for reading; its header is sound, its blocks are checked as they
/// are read.
///
/// Blocks are read piece by piece into memory that serves one piece after another. A memory map would
/// save that copy, which costs little, but end the program where another shortens the file.
struct CacheEntry: ~Copyable {
  /// A part of the entry is missing, or not as it was written.
  struct Damage: Error {}

  private let file: OpenFile
  private let header: CacheHeader
  /// Where the first block begins.
  private let start: Int

  /// Opens an entry.
  ///
  /// - Returns: `nil` where there is none, it cannot be read, it is cut short or longer than its
  ///   blocks, or its header is damaged or has another key.
  init?(_ path: String, key: String) {
    guard let file = try? OpenFile(path), let (header, length) = try? CacheHeader.read(file),
      header.key == key, let size = try? file.size(),
      header.blocks.reduce(length, { $0 + $1.bytes }) == size
    else { return nil }
    self.file = file
    self.header = header
    start = length
  }

  /// Reads a block in pieces.
  ///
  /// - Parameters:
  ///   - name: The block's name.
  ///   - counts: The numbers in every piece.
  ///   - visit: Takes the pieces, which may still prove damaged at the end of the block.
  /// - Throws: ``Damage`` if the block is not there, holds other elements, or more or fewer of them,
  ///   or is not as it was written.
  borrowing func read<Element: CacheElement>(
    _ name: String, pieces counts: [Int], _ visit: (Span<Element>) -> Void
  ) throws(Damage) {
    let (block, start) = try block(name)
    let stride = MemoryLayout<Element>.stride
    var rest = block.bytes / stride
    for count in counts {
      guard (0...rest).contains(count) else { throw Damage() }
      rest -= count
    }
    guard block.element == Element.cacheName, rest == 0 else { throw Damage() }
    var offset = start
    var checksum = Checksum()
    var memory = [Element](repeating: .zero, count: counts.max() ?? 0)
    for count in counts {
      try read(count * stride, at: offset, into: &memory)
      offset += count * stride
      let piece = memory.span.extracting(first: count)
      unsafe checksum.update(piece.bytes)
      visit(piece)
    }
    if checksum.value != block.checksum { throw Damage() }
  }

  private borrowing func read<Element: CacheElement>(
    _ count: Int, at offset: Int, into memory: inout [Element]
  ) throws(Damage) {
    var span = memory.mutableSpan
    var bytes = unsafe span.mutableBytes
    guard (try? file.read(count, at: offset, into: &bytes)) == true else { throw Damage() }
  }

  /// A block of the header and where it begins.
  private borrowing func block(_ name: String) throws(Damage) -> (CacheHeader.Block, start: Int) {
    var offset = start
    for block in header.blocks {
      if block.name == name { return (block, offset) }
      offset += block.bytes
    }
    throw Damage()
  }

  /// All numbers of a block.
  borrowing func numbers<Element: CacheElement>(
    _ name: String, as type: Element.Type = Element.self
  ) throws(Damage) -> [Element] {
    let bytes = try block(name).0.bytes
    var numbers: [Element] = []
    try read(name, pieces: [bytes / MemoryLayout<Element>.stride]) {
      numbers = unsafe $0.withUnsafeBufferPointer { unsafe Array($0) }
    }
    return numbers
  }

  /// The texts of a block.
  borrowing func texts(_ name: String) throws(Damage) -> [String] {
    try numbers(name, as: UInt8.self).split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the entry has a block of this name.
  borrowing func has(_ name: String) -> Bool { header.blocks.contains { $0.name == name } }
}
