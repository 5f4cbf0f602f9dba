import CCSV

/// Divides pieces of delimited text into rows of fields: libcsv as a Swift type.
@safe final class DelimitedParser {
  private let csv: CSVHandle
  /// On the heap, because libcsv hands its address to the callbacks.
  private let batch: UnsafeMutablePointer<RowBatch>
  private let place: Place

  /// Creates a parser of text that has not begun.
  ///
  /// - Parameters:
  ///   - delimiter: What separates fields.
  ///   - place: Where the text stands, for errors.
  ///   - keepsBlanks: Whether blanks around fields are part of them.
  /// - Throws: ``ArchiveError`` if there is no memory.
  init(
    delimiter: NumericTable.Delimiter, place: Place, keepsBlanks: Bool = false
  ) throws(ArchiveError) {
    self.place = place
    csv = try CSVHandle(delimiter: delimiter, place: place)
    if keepsBlanks { csv.keepBlanks() }
    unsafe batch = .allocate(capacity: 1)
    unsafe batch.initialize(to: RowBatch(skipsEmptyFields: delimiter == .blanks))
  }

  deinit {
    unsafe batch.deinitialize(count: 1)
    unsafe batch.deallocate()
  }

  /// Adds a piece of text, which may end anywhere, and visits the rows that are whole with it.
  func feed(
    _ piece: Span<UInt8>, _ visit: (borrowing TableRow) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let parsed = unsafe piece.withUnsafeBufferPointer { buffer in
      unsafe csv_parse(csv.parser, buffer.baseAddress, buffer.count, addField, endLine, batch)
    }
    // The rows before a broken quotation come first: what is wrong with them explains more.
    let line = unsafe batch.pointee.line
    try visitRows(visit)
    if parsed != piece.count { throw failure(line) }
  }

  /// Ends the text and visits the last row where no line end followed it.
  func finish(
    _ visit: (borrowing TableRow) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    // Finishing ends the line that a fault stands in, and so would count past it.
    let line = unsafe batch.pointee.line
    let isWhole = unsafe csv_fini(csv.parser, addField, endLine, batch) == 0
    if !isWhole { throw failure(line) }
    try visitRows(visit)
  }

  private func visitRows(
    _ visit: (borrowing TableRow) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    for index in unsafe batch.pointee.rows.indices {
      try visit(unsafe TableRow(batch.pointee.rows[index], of: UnsafePointer(batch)))
    }
    unsafe batch.pointee.removeRows()
  }

  private func failure(_ line: Int) -> ArchiveError {
    ArchiveError(place.at(line: line), csv.fault)
  }
}

private func addField(
  _ field: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let batch = unsafe context?.assumingMemoryBound(to: RowBatch.self) else { return }
  unsafe batch.pointee.add(
    UnsafeBufferPointer(start: field?.assumingMemoryBound(to: UInt8.self), count: count))
}

private func endLine(_ terminator: CInt, _ context: UnsafeMutableRawPointer?) {
  unsafe context?.assumingMemoryBound(to: RowBatch.self).pointee.endLine(terminator)
}
