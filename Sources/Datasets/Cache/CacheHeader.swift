import Archives

/// The first bytes of a cache entry: what it is of, and which blocks follow.
///
/// It is text: a line with the number of the format, the bytes of the lines after it and their
/// checksum; a line with the key; a line for every block, with its name, element, size in bytes and
/// checksum. The blocks follow without gaps.
struct CacheHeader: Equatable {
  struct Block: Equatable {
    let name: String
    let element: String
    let bytes: Int
    let checksum: UInt32
  }

  /// All that the data depend on; an entry of another key is stale.
  let key: String
  let blocks: [Block]

  var encoded: [UInt8] {
    let lines = [key] + blocks.map { "\($0.name) \($0.element) \($0.bytes) \($0.checksum)" }
    let body = Array(lines.map { $0 + "\n" }.joined().utf8)
    let numbers = [body.count, Int(Checksum.of(body))].map(Self.padded).joined(separator: " ")
    return Array("\(Self.mark) \(numbers)\n".utf8) + body
  }

  /// Reads the header of a file.
  ///
  /// - Returns: The header and its length in bytes; `nil` where the file begins with none that is
  ///   whole.
  static func read(_ file: borrowing OpenFile) throws(ArchiveError) -> (CacheHeader, length: Int)? {
    let startLength = mark.utf8.count + 2 * (1 + digits) + 1
    guard let start = try bytes(0..<startLength, of: file) else { return nil }
    let fields = text(start).dropLast().split(separator: " ").suffix(2)
    guard let length = fields.first.flatMap({ Int($0) }), (0...longest).contains(length),
      let body = try bytes(startLength..<startLength + length, of: file),
      let header = CacheHeader(lines: text(body).split(separator: "\n")),
      // What is read must be what would be written, to the byte, checksum included.
      header.encoded == start + body
    else { return nil }
    return (header, startLength + length)
  }

  init(key: String, blocks: [Block]) {
    precondition(!key.contains("\n"), "a key is one line")
    self.key = key
    self.blocks = blocks
  }

  private init?(lines: [Substring]) {
    guard let key = lines.first else { return nil }
    var blocks: [Block] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: " ")
      guard fields.count == 4, let bytes = Int(fields[2]), (0...Self.largest).contains(bytes),
        let checksum = UInt32(fields[3])
      else { return nil }
      blocks.append(
        Block(
          name: String(fields[0]), element: String(fields[1]), bytes: bytes, checksum: checksum))
    }
    self.init(key: String(key), blocks: blocks)
  }

  /// The format, and the order of bytes in numbers.
  #if _endian(little)
    private static let mark = "assay cache 1"
  #else
    private static let mark = "assay cache 1 big-endian"
  #endif
  private static let digits = 10
  /// A header that claims to be longer than this is none.
  private static let longest = 1 << 20
  /// So is one with a block of more bytes than this, whose sum could overflow.
  private static let largest = 1 << 40

  private static func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func bytes(
    _ range: Range<Int>, of file: borrowing OpenFile
  ) throws(ArchiveError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var span = bytes.mutableSpan
    var memory = unsafe span.mutableBytes
    let isWhole = try file.read(range.count, at: range.lowerBound, into: &memory)
    return isWhole ? bytes : nil
  }
}
