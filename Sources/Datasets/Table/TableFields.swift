import Archives
import Telemetry

/// Reads what the fields of a row mean.
struct TableFields {
  let layout: TableLayout
  let place: Place
  let names: [String]
  private let labels: [(word: [UInt8], label: RowLabel)]
  private let missing: [[UInt8]]

  /// Prepares the words of a layout.
  ///
  /// - Parameters:
  ///   - layout: What the table's words mean.
  ///   - table: The table, for errors.
  init(_ layout: TableLayout, _ table: TableReader) {
    self.layout = layout
    place = table.place
    names = table.columns
    labels = layout.labelWords.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), $0.value) }
    missing = (layout.missingWords + ["nan", "NaN", "NAN"]).map { Array($0.utf8) }
  }

  /// An error about a field.
  func error(_ row: borrowing TableRow, _ column: Int, _ reason: String) -> ArchiveError {
    ArchiveError(place.at(line: row.line, column: column + 1), reason)
  }

  func isMissing(_ row: borrowing TableRow, _ column: Int) -> Bool {
    if row.isEmpty(column) { return true }
    for word in missing where row.holds(word, in: column) { return true }
    return false
  }

  /// The finite number in a field, or `nil` where there is none.
  func number(_ row: borrowing TableRow, _ column: Int) throws(ArchiveError) -> Double? {
    guard let number = row.number(column) else { return nil }
    if number.isFinite { return number }
    throw error(row, column, "the number \(row.quotedText(column)) is too large")
  }

  /// Whether a field would be a number if its comma were a point.
  func hasComma(_ row: borrowing TableRow, _ column: Int) -> Bool {
    let text = row.text(column)
    guard text.contains(",") else { return false }
    return DecimalParser.parse(Array(text.replacing(",", with: ".").utf8).span) != nil
  }

  func label(_ row: borrowing TableRow, _ column: Int) throws(ArchiveError) -> RowLabel {
    for (word, label) in labels where row.holds(word, in: column) { return label }
    let known = labels.map { String(decoding: $0.word, as: UTF8.self).debugDescription }
    throw error(
      row, column,
      "\(row.quotedText(column)) is no label; known are \(known.joined(separator: ", ")); say what"
        + " others mean in label_words")
  }
}
