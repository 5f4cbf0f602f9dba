extension NumericTable {
  /// Reads a whole text in memory as a table without a header, as ``read(_:delimiter:columns:)`` does.
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
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: place, expectedBytes: text.byteCount)
    try parser.feed(text)
    self = try parser.finish()
  }
}
