/// A table of finite numbers, read from text.
public struct NumericTable: Sendable, Equatable {
  /// What stands between the fields of a line.
  public enum Delimiter: Sendable {
    /// Runs of spaces, which may also stand before the first field and after the last.
    case blanks
    case comma
    case semicolon
    case tab

    var character: UInt8 {
      switch self {
      case .blanks: UInt8(ascii: " ")
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      }
    }
  }

  public let columns: Int
  /// The numbers in row-major order.
  public let values: [Double]
  /// From these rows on, the line is the row plus the offset; a new entry after every empty line.
  private let lineOffsets: [(row: Int, offset: Int)]

  public var rows: Int { values.count / columns }

  init(columns: Int, values: [Double], lineOffsets: [(row: Int, offset: Int)]) {
    self.columns = columns
    self.values = values
    self.lineOffsets = lineOffsets
  }

  /// The line of text, from 1, that holds a row.
  public func line(ofRow row: Int) -> Int {
    row + (lineOffsets.last { $0.row <= row }?.offset ?? 1)
  }

  /// Reads a member as a table without a header, every line with the same number of fields.
  ///
  /// Lines end in LF, CR or CRLF, the last one also in nothing; empty lines are passed over.
  ///
  /// - Throws: ``ArchiveError`` with the line and the field where the text is no such table, or if
  ///   the archive is damaged.
  /// - Returns: The table, and the size and digest of its text.
  public static func read(
    _ member: borrowing ArchiveMember, delimiter: Delimiter, columns: Int
  ) throws -> (table: NumericTable, content: MemberContent) {
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: member.place, expectedBytes: member.size ?? 0)
    let content = try member.read(parser.feed)
    return (try parser.finish(), content)
  }

  public static func == (a: NumericTable, b: NumericTable) -> Bool {
    a.columns == b.columns && a.values == b.values
  }
}
