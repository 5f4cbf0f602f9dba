/// Reads a delimited text with a line of column names, row by row, in constant memory.
///
/// Fields are separated by commas, semicolons or tabs, whichever the first line has most of, by runs
/// of spaces where it has only those, or as the caller says. They may be quoted; blanks around them do
/// not count. Lines end in LF, CR or CRLF, the last one also in nothing; empty lines are passed over,
/// and so is a UTF-8 mark.
public final class TableReader {
  /// What the first line calls the columns.
  public let columns: [String]
  /// The spot of the first line, which stands below empty ones where there are such.
  public let header: Place
  public let place: Place
  private let stream: any ByteStream
  private let parser: DelimitedParser
  /// What was read behind the first line to find its end.
  private var pending: [UInt8]

  /// Opens a table and reads its first line.
  ///
  /// - Parameter path: A file or a pipe; `-` is standard input.
  /// - Throws: ``ArchiveError`` when it cannot be read, is empty, or its first line is no line.
  public convenience init(_ path: String) throws(ArchiveError) {
    let file =
      try path == "-"
      ? OpenFile(standardInputAs: "standard input") : OpenFile(stream: path)
    let place = file.place
    try self.init(FileStream(file), place, delimiter: nil)
  }

  /// Reads a member as a table.
  ///
  /// - Parameters:
  ///   - member: The member, of which nothing was read yet.
  ///   - delimiter: What separates fields; found in the first line where `nil`.
  ///   - body: Uses the table while it is lent.
  /// - Throws: ``ArchiveError`` when the member cannot be read, is empty, or its first line is no
  ///   line; and what `body` throws.
  /// - Returns: The size and the digest of what was read.
  public static func read(
    _ member: borrowing ArchiveMember, delimiter: NumericTable.Delimiter?,
    _ body: (TableReader) throws -> Void
  ) throws -> MemberContent {
    let stream = DigestedStream(member.holder)
    let table = Result { try body(TableReader(stream, member.place, delimiter: delimiter)) }
    // Text that is no such table is still read to its end, because a wrong checksum explains more.
    try stream.drain()
    try table.get()
    return stream.takeContent()
  }

  private init(
    _ stream: any ByteStream, _ place: Place, delimiter: NumericTable.Delimiter?
  ) throws(ArchiveError) {
    let start = try Self.start(stream, place)
    let firstLine = start.bytes[..<start.headerEnd]
    parser = try DelimitedParser(
      delimiter: delimiter ?? Self.delimiter(of: firstLine), place: place)
    var columns: [String] = []
    var line = 1
    func readHeader(_ row: borrowing TableRow) {
      columns = (0..<row.count).map { row.text($0) }
      line = row.line
    }
    try parser.feed(Array(firstLine).span, readHeader)
    pending = Array(start.bytes[start.headerEnd...])
    if start.isWhole { try parser.finish(readHeader) }
    if columns.isEmpty { throw ArchiveError(place, "the table is empty") }
    self.columns = columns
    self.header = place.at(line: line)
    self.place = place
    self.stream = stream
  }

  /// Visits every row once, in order.
  ///
  /// - Throws: ``ArchiveError`` with the line where a row has more or fewer fields than there are
  ///   columns or a quotation is broken, when the file cannot be read, and what a visit throws.
  public func forEachRow(
    _ visit: (borrowing TableRow) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let width = columns.count
    let place = place
    func checked(_ row: borrowing TableRow) throws(ArchiveError) {
      if row.count != width {
        throw ArchiveError(
          place.at(line: row.line),
          "\(row.count) \(row.count == 1 ? "field" : "fields") where \(width) belong")
      }
      try visit(row)
    }
    let begun = pending
    pending = []
    try parser.feed(begun.span, checked)
    while let block = unsafe try stream.nextBlock() {
      let bytes = unsafe block.bindMemory(to: UInt8.self)
      for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
        let end = min(start + Self.pieceSize, bytes.count)
        try parser.feed(unsafe bytes.span.extracting(start..<end), checked)
      }
    }
    try parser.finish(checked)
  }

  /// The bytes of a piece: small enough that its fields are still in the cache when they are visited.
  private static let pieceSize = 1 << 16
  /// A first line longer than this is none of column names.
  private static let longestHeader = 1 << 20

  /// Reads until the first line is whole.
  private static func start(
    _ stream: any ByteStream, _ place: Place
  ) throws(ArchiveError) -> (bytes: [UInt8], headerEnd: Int, isWhole: Bool) {
    var bytes: [UInt8] = []
    while true {
      let block = unsafe try stream.nextBlock()
      if let block = unsafe block { unsafe bytes.append(contentsOf: block) }
      if bytes.starts(with: mark) { bytes.removeFirst(mark.count) }
      if let end = headerEnd(bytes) { return (bytes, end, false) }
      if unsafe block == nil { return (bytes, bytes.count, true) }
      if bytes.count > longestHeader {
        throw ArchiveError(place.at(line: 1), "the line is too long to be one of column names")
      }
    }
  }

  /// The UTF-8 mark that some programs put before a text.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where the first line with anything on it ends; a quoted line end is none.
  private static func headerEnd(_ bytes: [UInt8]) -> Int? {
    var isQuoted = false
    var isBegun = false
    for (index, byte) in bytes.enumerated() {
      let endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if endsLine, isBegun, !isQuoted { return index + 1 }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !endsLine { isBegun = true }
    }
    return nil
  }

  /// The delimiter that a line has most of outside quotations; blanks count only where they are alone,
  /// and where there is none, the table has one column.
  private static func delimiter(of line: ArraySlice<UInt8>) -> NumericTable.Delimiter {
    let known: [NumericTable.Delimiter] = [.comma, .semicolon, .tab, .blanks]
    var counts = [0, 0, 0, 0]
    var isQuoted = false
    // Blanks at the ends of the line set no fields apart.
    let edge = Array(" \r\n".utf8)
    for byte in line.drop(while: edge.contains).reversed().drop(while: edge.contains) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if let index = known.firstIndex(where: { $0.character == byte }), !isQuoted {
        counts[index] += 1
      }
    }
    let most = counts.dropLast().max() ?? 0
    if most == 0 { return counts[3] > 0 ? .blanks : .comma }
    return zip(known, counts).first { $0.1 == most }?.0 ?? .comma
  }
}
