/// Reads a delimited text with a line of column names, row by row, in constant memory.
///
/// Fields are separated by commas, semicolons or tabs, whichever the first line has most of, and may be
/// quoted; blanks around them do not count. Lines end in LF, CR or CRLF, the last one also in nothing;
/// empty lines are passed over, and so is a UTF-8 mark.
public final class TableReader {
  /// What the first line calls the columns.
  public let columns: [String]
  /// The spot of the first line, which stands below empty ones where there are such.
  public let header: Place
  public let place: Place
  /// What is read behind ``pending``, where there is more.
  private let file: OpenFile?
  private let parser: DelimitedParser
  /// What was read behind the first line to find its end.
  private var pending: [UInt8]

  /// Opens a table and reads its first line.
  ///
  /// - Parameter path: A file or a pipe; `-` is standard input.
  /// - Throws: ``ArchiveError`` when it cannot be read, is empty, or its first line is no line.
  public convenience init(_ path: String) throws(ArchiveError) {
    try self.init(
      path == "-"
        ? OpenFile(standardInputAs: "standard input") : OpenFile(stream: path))
  }

  /// Takes a whole table, such as the text of a small member, and reads its first line.
  ///
  /// - Parameters:
  ///   - text: The table.
  ///   - place: Where it stands, for errors.
  /// - Throws: ``ArchiveError`` when it is empty, or its first line is no line.
  public convenience init(_ text: [UInt8], at place: Place) throws(ArchiveError) {
    let bytes = text.starts(with: Self.mark) ? Array(text.dropFirst(Self.mark.count)) : text
    let end = Self.headerEnd(bytes)
    try self.init(nil, (bytes, end ?? bytes.count, end == nil), place)
  }

  private convenience init(_ file: consuming OpenFile) throws(ArchiveError) {
    let place = file.place
    let start = try Self.start(file, place)
    try self.init(file, start, place)
  }

  private init(
    _ file: consuming OpenFile?, _ start: (bytes: [UInt8], headerEnd: Int, isWhole: Bool),
    _ place: Place
  ) throws(ArchiveError) {
    let firstLine = start.bytes[..<start.headerEnd]
    parser = try DelimitedParser(delimiter: Self.delimiter(of: firstLine), place: place)
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
    self.file = file
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
    try feedRest(checked)
    try parser.finish(checked)
  }

  private func feedRest(
    _ visit: (borrowing TableRow) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    guard file != nil else { return }
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    while let count = try file?.read(into: &buffer), count > 0 {
      try parser.feed(buffer.span.extracting(first: count), visit)
    }
  }

  /// The bytes of a piece: small enough that its fields are still in the cache when they are visited.
  private static let pieceSize = 1 << 16
  /// A first line longer than this is none of column names.
  private static let longestHeader = 1 << 20

  /// Reads until the first line is whole.
  private static func start(
    _ file: borrowing OpenFile, _ place: Place
  ) throws(ArchiveError) -> (bytes: [UInt8], headerEnd: Int, isWhole: Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: pieceSize)
    while true {
      let count = try file.read(into: &buffer)
      bytes += buffer.prefix(count)
      if bytes.starts(with: mark) { bytes.removeFirst(mark.count) }
      if let end = headerEnd(bytes) { return (bytes, end, false) }
      if count == 0 { return (bytes, bytes.count, true) }
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

  /// The delimiter that a line has most of outside quotations; the comma where it has none.
  private static func delimiter(of line: ArraySlice<UInt8>) -> NumericTable.Delimiter {
    let known: [NumericTable.Delimiter] = [.comma, .semicolon, .tab]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if let index = known.firstIndex(where: { $0.character == byte }), !isQuoted {
        counts[index] += 1
      }
    }
    let most = counts.max() ?? 0
    return zip(known, counts).first { $0.1 == most }?.0 ?? .comma
  }
}
