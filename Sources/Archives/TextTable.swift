import CCSV

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
    var parser = unsafe csv_parser()
    let options = UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL)
    guard unsafe csv_init(&parser, options) == 0 else {
      throw ArchiveError(place, "there is not enough memory to read it")
    }
    defer { unsafe csv_free(&parser) }
    unsafe csv_set_space_func(&parser, { _ in 0 })
    // On the heap, because libcsv hands its address to the callbacks.
    let state = UnsafeMutablePointer<FieldCollector>.allocate(capacity: 1)
    unsafe state.initialize(to: FieldCollector())
    defer {
      unsafe state.deinitialize(count: 1)
      unsafe state.deallocate()
    }
    let parsed = unsafe csv_parse(&parser, bytes, bytes.count, collectField, collectLine, state)
    // Finishing ends the line that a fault stands in, and so would count past it.
    let line = unsafe state.pointee.line
    let isWhole = unsafe csv_fini(&parser, collectField, collectLine, state) == 0
    let collector = unsafe state.pointee
    guard parsed == bytes.count, isWhole else {
      throw ArchiveError(
        place.at(line: line), "a quotation mark does not enclose a whole field")
    }
    guard let header = collector.lines.first else {
      throw ArchiveError(place, "the table is empty")
    }
    columns = header.fields
    for row in collector.lines.dropFirst() where row.fields.count != columns.count {
      throw ArchiveError(
        place.at(line: row.line), "\(row.fields.count) fields where \(columns.count) belong")
    }
    rows = Array(collector.lines.dropFirst())
  }
}

/// What libcsv's callbacks gather.
private struct FieldCollector {
  private(set) var lines: [TextTable.Row] = []
  private(set) var line = 1
  private var fields: [String] = []
  private var lastTerminator: CInt = 0

  mutating func add(_ field: String) { fields.append(field) }

  mutating func endLine(_ terminator: CInt) {
    // libcsv reports the two bytes of a Windows line end one by one.
    let isSecondHalf = terminator == CSV_LF && lastTerminator == CSV_CR && fields.isEmpty
    lastTerminator = isSecondHalf ? 0 : terminator
    if isSecondHalf { return }
    if !fields.isEmpty { lines.append(TextTable.Row(line: line, fields: fields)) }
    line += 1 + fields.reduce(0) { $0 + $1.utf8.count { $0 == 0x0A } }
    fields = []
  }
}

private func collectField(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let collector = unsafe context?.assumingMemoryBound(to: FieldCollector.self) else { return }
  let bytes = unsafe UnsafeRawBufferPointer(start: field, count: count)
  unsafe collector.pointee.add(String(decoding: bytes, as: UTF8.self))
}

private func collectLine(_ terminator: CInt, _ context: UnsafeMutableRawPointer?) {
  unsafe context?.assumingMemoryBound(to: FieldCollector.self).pointee.endLine(terminator)
}
