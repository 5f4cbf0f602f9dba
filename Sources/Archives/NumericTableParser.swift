import CCSV

/// Turns pieces of text into a table of numbers: libcsv finds the fields, ``DecimalParser`` reads them.
@safe final class NumericTableParser {
  private let csv: CSVHandle
  /// On the heap, because libcsv hands its address to the callbacks.
  private let state: UnsafeMutablePointer<TableState>
  private let place: Place

  /// Creates a parser of text that has not begun.
  ///
  /// - Parameters:
  ///   - delimiter: What separates fields.
  ///   - columns: How many fields every line must have.
  ///   - place: Where the text stands, for errors.
  ///   - expectedBytes: About how long the text is, so that the table need not grow; 0 if unknown.
  /// - Throws: ``ArchiveError`` if there is no memory.
  init(
    delimiter: NumericTable.Delimiter, columns: Int, place: Place, expectedBytes: Int = 0
  ) throws(ArchiveError) {
    precondition(columns > 0, "a table needs columns")
    self.place = place
    csv = try CSVHandle(delimiter: delimiter, place: place)
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(
      to: TableState(
        columns: columns, skipsEmptyFields: delimiter == .blanks, expectedBytes: expectedBytes))
  }

  deinit {
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Adds a piece of text; pieces may end anywhere.
  func feed(_ bytes: RawSpan) throws(ArchiveError) {
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe csv_parse(csv.parser, buffer.baseAddress, buffer.count, fieldEnded, rowEnded, state)
    }
    try checkFault()
    if parsed != bytes.byteCount { throw parserError() }
  }

  /// Ends the text.
  ///
  /// - Returns: The table of all pieces; the parser is empty after it.
  func finish() throws(ArchiveError) -> NumericTable {
    let status = unsafe csv_fini(csv.parser, fieldEnded, rowEnded, state)
    try checkFault()
    if status != 0 { throw parserError() }
    guard unsafe state.pointee.rows > 0 else { throw ArchiveError(place, "the table is empty") }
    return unsafe NumericTable(
      columns: state.pointee.columns, values: state.pointee.takeValues(),
      lineOffsets: state.pointee.lineOffsets)
  }

  private func checkFault() throws(ArchiveError) {
    if let fault = unsafe state.pointee.fault {
      throw ArchiveError(place.at(line: fault.line, column: fault.column), fault.reason)
    }
  }

  private func parserError() -> ArchiveError {
    unsafe ArchiveError(
      place.at(line: state.pointee.line, column: state.pointee.fields + 1), csv.fault)
  }
}

/// What the callbacks know between two fields.
private struct TableState {
  let columns: Int
  let skipsEmptyFields: Bool
  private var values: [Double] = []
  private(set) var lineOffsets: [(row: Int, offset: Int)] = []
  private(set) var rows = 0
  private(set) var line = 1
  /// The fields of the current line so far.
  private(set) var fields = 0
  /// Whether anything of the current line was seen, even an empty field.
  private var begun = false
  private var offset = 1
  private var lastTerminator: CInt = 0
  private(set) var fault: (line: Int, column: Int?, reason: String)?

  init(columns: Int, skipsEmptyFields: Bool, expectedBytes: Int) {
    self.columns = columns
    self.skipsEmptyFields = skipsEmptyFields
    // A number rarely takes less than four bytes. What is reserved and not used costs no memory,
    // but a size that an archive merely claims must not reserve all there is.
    values.reserveCapacity(min(expectedBytes, 1 << 28) / 4)
  }

  @inline(__always)
  mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
    begun = true
    if field.isEmpty && skipsEmptyFields { return }
    fields += 1
    if fields > columns || fault != nil { return }
    guard let value = unsafe DecimalParser.parse(field.span), value.isFinite else {
      fault = (line, fields, unsafe Self.complaint(field))
      return
    }
    values.append(value)
  }

  mutating func endLine(_ terminator: CInt) {
    let isSecondHalf = terminator == CSV_LF && lastTerminator == CSV_CR && !begun
    lastTerminator = isSecondHalf ? 0 : terminator
    if isSecondHalf || fault != nil { return }
    if fields == columns {
      if line - rows != offset {
        offset = line - rows
        lineOffsets.append((rows, offset))
      }
      rows += 1
    } else if fields > 0 {
      fault = (line, nil, "\(fields) fields where \(columns) belong")
      return
    }
    line += 1
    fields = 0
    begun = false
  }

  mutating func takeValues() -> [Double] {
    defer { values = [] }
    return values
  }

  private static func complaint(_ field: UnsafeBufferPointer<UInt8>) -> String {
    let text = unsafe String(decoding: field.prefix(32), as: UTF8.self)
    let quoted = (field.count > 32 ? text + "…" : text).debugDescription
    let word = text.lowercased().drop { $0 == "-" || $0 == "+" }
    let isNumber = ["nan", "inf", "infinity"].contains(word)
    return unsafe isNumber || DecimalParser.parse(field.span) != nil
      ? "\(quoted) is not a finite number" : "\(quoted) stands where a number belongs"
  }
}

private func fieldEnded(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let state = unsafe context?.assumingMemoryBound(to: TableState.self) else { return }
  unsafe state.pointee.add(
    UnsafeBufferPointer(start: field?.assumingMemoryBound(to: UInt8.self), count: count))
}

private func rowEnded(_ terminator: CInt, _ context: UnsafeMutableRawPointer?) {
  guard let state = unsafe context?.assumingMemoryBound(to: TableState.self) else { return }
  unsafe state.pointee.endLine(terminator)
}
