/// A small comma-separated text with a line of column names: records and goldens, not data.
public struct TextTable: Sendable, Equatable {
  public let columns: [String]
  public let rows: [Row]

  /// The fields of one line, one per column.
  public struct Row: Sendable, Equatable {
    /// The line of the text, from 1.
    public let line: Int
    public let fields: [String]
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - bytes: The text, UTF-8; fields may be quoted.
  ///   - file: What the text is called in errors.
  /// - Throws: ``ArchiveError`` with the line when a quotation is broken or a line has too few or
  ///   too many fields.
  public init(_ bytes: [UInt8], file: String) throws(ArchiveError) {
    let place = Place(file: file)
    let parser = try DelimitedParser(delimiter: .comma, place: place, keepsBlanks: true)
    var lines: [Row] = []
    func add(_ row: borrowing TableRow) {
      lines.append(Row(line: row.line, fields: (0..<row.count).map { row.text($0) }))
    }
    try parser.feed(bytes.span) { (row) throws(ArchiveError) in add(row) }
    try parser.finish { (row) throws(ArchiveError) in add(row) }
    guard let header = lines.first else { throw ArchiveError(place, "the table is empty") }
    columns = header.fields
    rows = Array(lines.dropFirst())
    for row in rows where row.fields.count != columns.count {
      throw ArchiveError(
        place.at(line: row.line), "\(row.fields.count) fields where \(columns.count) belong")
    }
  }
}
