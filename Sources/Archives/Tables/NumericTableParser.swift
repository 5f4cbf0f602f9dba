import CCSV

/// Turns pieces of text into rows of numbers.
///
/// Lines of nothing but short plain numbers are read at once; for any other, libcsv finds the fields
/// and ``DecimalParser`` reads them.
@safe final class NumericTableParser {
  private let csv: CSVHandle
  /// On the heap, because libcsv hands its address to the callbacks.
  private let state: UnsafeMutablePointer<TableState>
  private let place: Place
  /// Whether the delimiter is one that plain lines may have.
  private let separatesPlainly: Bool
  /// Whether libcsv has seen nothing of the next row, so that a plain line may pass it by.
  private var isBetweenRows: Bool

  /// Creates a parser of text that has not begun.
  ///
  /// - Parameters:
  ///   - delimiter: What separates fields.
  ///   - columns: How many fields every line must have.
  ///   - place: Where the text stands, for errors.
  /// - Throws: ``ArchiveError`` if there is no memory.
  init(delimiter: NumericTable.Delimiter, columns: Int, place: Place) throws(ArchiveError) {
    precondition(columns > 0, "a table needs columns")
    self.place = place
    separatesPlainly = delimiter == .blanks || delimiter == .tab
    isBetweenRows = separatesPlainly
    csv = try CSVHandle(delimiter: delimiter, place: place)
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(
      to: TableState(
        columns: columns, separator: delimiter.character, skipsEmptyFields: delimiter == .blanks,
        // Every number of a piece ends with one of its bytes, and a cut row may stand before them.
        capacity: Self.pieceSize + columns))
  }

  deinit {
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Adds a piece of text, which may end anywhere, and visits the rows that are whole with it.
  func feed(_ bytes: RawSpan, _ visit: NumericTable.Visit) throws(ArchiveError) {
    var start = 0
    while start < bytes.byteCount {
      let end = min(start + Self.pieceSize, bytes.byteCount)
      try parse(bytes.extracting(start..<end))
      visitRows(visit)
      start = end
    }
  }

  /// Ends the text and visits the last row where no line end followed it.
  func finish(_ visit: NumericTable.Visit) throws(ArchiveError) {
    let status = unsafe csv_fini(csv.parser, fieldEnded, rowEnded, state)
    try checkFault()
    if status != 0 { throw parserError() }
    guard unsafe state.pointee.rows > 0 else { throw ArchiveError(place, "the table is empty") }
    visitRows(visit)
  }

  /// Reads plain lines at once and gives libcsv any other, and what a piece cuts off at its ends.
  private func parse(_ piece: RawSpan) throws(ArchiveError) {
    var start = 0
    while start < piece.byteCount {
      if isBetweenRows {
        start = unsafe state.pointee.addPlainLines(of: piece, from: start)
        if start == piece.byteCount { return }
      }
      let end = Self.lineEnd(in: piece, from: start)
      try tokenise(piece.extracting(start..<end))
      let lines = unsafe state.pointee.terminators
      start = min(end + 1, piece.byteCount)
      try tokenise(piece.extracting(end..<start))
      // A line feed within quotation marks ends no row.
      isBetweenRows = unsafe separatesPlainly && state.pointee.terminators > lines
    }
  }

  private func tokenise(_ bytes: RawSpan) throws(ArchiveError) {
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe csv_parse(csv.parser, buffer.baseAddress, buffer.count, fieldEnded, rowEnded, state)
    }
    try checkFault()
    if parsed != bytes.byteCount { throw parserError() }
  }

  /// Where the next line feed stands, or the end.
  private static func lineEnd(in text: RawSpan, from start: Int) -> Int {
    var end = start
    while end < text.byteCount,
      unsafe text.unsafeLoad(fromByteOffset: end, as: UInt8.self) != UInt8(ascii: "\n")
    {
      end += 1
    }
    return end
  }

  /// The bytes between two visits: so few that their numbers are still in the processor's cache.
  private static let pieceSize = 1 << 15

  private func visitRows(_ visit: NumericTable.Visit) {
    unsafe visit(state.pointee.wholeRows.span, state.pointee.lines)
    unsafe state.pointee.removeWholeRows()
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
