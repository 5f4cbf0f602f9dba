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
    var kept = KeptRows(expectedBytes: member.size ?? 0)
    let (fault, content) = try visitRows(of: member, delimiter: delimiter, columns: columns) {
      kept.keep($0, $1)
    }
    if let fault { return (.failure(fault), content) }
    return (.success(NumericTable(kept, columns: columns)), content)
  }

  /// Reads a whole text in memory as ``read(_:delimiter:columns:)`` reads a member.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - delimiter: What separates fields.
  ///   - columns: How many fields every line must have.
  ///   - place: Where the text stands, for errors.
  /// - Throws: ``ArchiveError`` with the line and the field where the text is no such table.
  public init(
    _ text: RawSpan, delimiter: Delimiter, columns: Int, at place: Place
  ) throws(ArchiveError) {
    let parser = try NumericTableParser(delimiter: delimiter, columns: columns, place: place)
    var kept = KeptRows(expectedBytes: text.byteCount)
    try parser.feed(text) { kept.keep($0, $1) }
    try parser.finish { kept.keep($0, $1) }
    self.init(kept, columns: columns)
  }

  private init(_ kept: KeptRows, columns: Int) {
    self.columns = columns
    values = kept.values
    var lines = kept.lines
    lines.firstRow = 0
    self.lines = lines
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

/// Rows that are kept as they are lent.
private struct KeptRows {
  private(set) var values: [Double] = []
  private(set) var lines = RowLines()

  init(expectedBytes: Int) {
    // A number rarely takes less than four bytes. What is reserved and not used costs no memory,
    // but a size that an archive merely claims must not reserve all there is.
    values.reserveCapacity(min(expectedBytes, 1 << 28) / 4)
  }

  mutating func keep(_ rows: Span<Double>, _ rowLines: RowLines) {
    unsafe rows.withUnsafeBufferPointer { unsafe values.append(contentsOf: $0) }
    lines = rowLines
  }
}
