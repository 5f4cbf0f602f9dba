/// A table of finite numbers, read from text.
public struct NumericTable: Sendable {
  /// What stands between the fields of a line.
  public enum Delimiter: String, Sendable, CaseIterable {
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
  private let lines: RowLines

  public var rows: Int { values.count / columns }

  /// The line of text, from 1, that holds a row.
  public func line(ofRow row: Int) -> Int { lines.line(ofRow: row) }

  /// Takes rows that are lent to a visit, and the lines that they stand on.
  public typealias Visit = (_ rows: Span<Double>, _ lines: RowLines) -> Void

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
    var values: [Double] = []
    // A number rarely takes less than four bytes. What is reserved and not used costs no memory,
    // but a size that an archive merely claims must not reserve all there is.
    values.reserveCapacity(min(member.size ?? 0, 1 << 28) / 4)
    var lines = RowLines()
    let (fault, content) = try visitRows(of: member, delimiter: delimiter, columns: columns) {
      rows, rowLines in
      unsafe rows.withUnsafeBufferPointer { unsafe values.append(contentsOf: $0) }
      lines = rowLines
    }
    if let fault { return (.failure(fault), content) }
    lines.firstRow = 0
    return (.success(NumericTable(columns: columns, values: values, lines: lines)), content)
  }

  /// Reads a member as ``read(_:delimiter:columns:)`` does, and lends its rows to a visit, some
  /// hundred at a time, instead of keeping them.
  ///
  /// - Throws: ``ArchiveError`` if the archive is damaged.
  /// - Returns: What is wrong with the text, if it is no such table; and the size and digest of it.
  public static func visitRows(
    of member: borrowing ArchiveMember, delimiter: Delimiter, columns: Int, _ visit: Visit
  ) throws -> (fault: ArchiveError?, content: MemberContent) {
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: member.place)
    var fault: ArchiveError?
    let content = try member.read { piece in
      if fault != nil { return }
      do throws(ArchiveError) { try parser.feed(piece, visit) } catch { fault = error }
    }
    if fault == nil {
      do throws(ArchiveError) { try parser.finish(visit) } catch { fault = error }
    }
    return (fault, content)
  }
}
