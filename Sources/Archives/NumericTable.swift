/// A table of finite numbers, read from text.
public struct NumericTable: Sendable {
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
  /// Lines end in LF, CR or CRLF, the last one also in nothing; empty lines are passed over. Text
  /// that is no such table is still read to its end, because a wrong checksum explains more.
  ///
  /// - Throws: ``ArchiveError`` if the archive is damaged.
  /// - Returns: The table, or the line and the field where the text is none; and the size and digest
  ///   of the text.
  public static func read(
    _ member: borrowing ArchiveMember, delimiter: Delimiter, columns: Int
  ) throws -> (table: Result<NumericTable, ArchiveError>, content: MemberContent) {
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: member.place, expectedBytes: member.size ?? 0)
    var fault: ArchiveError?
    let content = try member.read { piece in
      if fault != nil { return }
      do throws(ArchiveError) { try parser.feed(piece) } catch { fault = error }
    }
    if let fault { return (.failure(fault), content) }
    return (Result { () throws(ArchiveError) in try parser.finish() }, content)
  }
}
