import Archives
import Numerics
import Telemetry

/// Reads what the fields of a row of scores mean.
struct ScoreFields {
  let columns: ScoreColumns
  private let place: Place

  /// - Parameters:
  ///   - columns: Where the fields stand.
  ///   - place: The file, for errors.
  init(_ columns: ScoreColumns, place: Place) {
    self.columns = columns
    self.place = place
  }

  private static let labels = RowLabel.words.map { (word: Array($0.word.utf8), label: $0.label) }

  func label(of row: borrowing TableRow) throws(ArchiveError) -> RowLabel {
    for (word, label) in Self.labels where row.holds(word, in: columns.label) { return label }
    let known = RowLabel.words.map(\.word)
    throw ArchiveError(
      place.at(line: row.line),
      "\(row.quotedText(columns.label)) is no label; labels are \(known.joined(separator: ", "))"
        + Spelling.question(for: row.text(columns.label), among: known))
  }

  /// The score of a row, or `nil` where its field is empty or says that there is none.
  func score(of row: borrowing TableRow) throws(ArchiveError) -> Double? {
    if let score = row.number(columns.score), score.isFinite { return score }
    if row.isEmpty(columns.score) || row.text(columns.score).lowercased() == "nan" { return nil }
    throw mistake(row, columns.score, "score")
  }

  /// The time of a row, or `nil` where there is no column for it.
  func time(of row: borrowing TableRow) throws(ArchiveError) -> Double? {
    guard let column = columns.time else { return nil }
    if let time = row.number(column), time.isFinite { return time }
    throw mistake(row, column, "time")
  }

  /// A field that holds no finite number.
  private func mistake(
    _ row: borrowing TableRow, _ column: Int, _ name: String
  ) -> ArchiveError {
    let word = row.text(column).lowercased().drop { $0 == "+" || $0 == "-" }
    let isInfinite = row.number(column) != nil || word == "inf" || word == "infinity"
    let field = row.quotedText(column)
    return ArchiveError(
      place.at(line: row.line),
      isInfinite
        ? "the \(name) \(field) is infinite" : "\(field) stands where a \(name) belongs")
  }

  /// A time that does not come after the one before it.
  func disorder(_ row: borrowing TableRow, after last: Double) -> ArchiveError {
    let unit = columns.unit.map { " in unit \(row.quotedText($0))" } ?? ""
    let time = columns.time.flatMap { row.number($0) } ?? last
    return ArchiveError(
      place.at(line: row.line),
      time == last
        ? "time \(time.shortest) stands twice\(unit)"
        : "time goes backwards: \(time.shortest) follows \(last.shortest)\(unit)")
  }
}
