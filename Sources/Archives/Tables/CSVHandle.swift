import CCSV

/// A parser of libcsv, freed with its owner.
@safe final class CSVHandle {
  let parser: UnsafeMutablePointer<csv_parser>

  /// Creates a parser of text that has not begun.
  ///
  /// - Parameters:
  ///   - delimiter: What separates fields.
  ///   - place: Where the text stands, for errors.
  /// - Throws: ``ArchiveError`` if there is no memory.
  init(delimiter: NumericTable.Delimiter, place: Place) throws(ArchiveError) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: csv_parser())
    // All line ends are asked for, or empty lines would be missing from the count.
    let options = UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL)
    guard unsafe csv_init(parser, options) == 0 else {
      throw ArchiveError(place, "there is not enough memory to read it")
    }
    unsafe csv_set_delim(parser, delimiter.character)
  }

  deinit {
    unsafe csv_free(parser)
    unsafe parser.deallocate()
  }

  /// Keeps the blanks around fields, which are dropped otherwise.
  func keepBlanks() { unsafe csv_set_space_func(parser, { _ in 0 }) }

  /// Why the text could not be divided.
  var fault: String {
    unsafe csv_error(parser) == CSV_EPARSE
      ? "a quotation mark does not enclose a whole field" : "a field is too long for the memory"
  }
}
