import Archives

/// Finds out which columns are channels while their fields are read.
///
/// A column that a layout names must hold numbers. Of the others those are channels that hold numbers
/// and no other words; one that holds both is refused, for a word that means a missing value would
/// otherwise cost a channel without a sound.
struct TableChannels {
  private let areNamed: Bool
  private var kinds: [Kind]

  private enum Kind {
    case unknown
    case numbers
    case words(first: ArchiveError)
  }

  init(_ layout: TableLayout) {
    areNamed = layout.channels != nil
    kinds = []
  }

  /// The positions of the channels among the columns read.
  var positions: [Int] {
    kinds.indices.filter { if case .numbers = kinds[$0] { true } else { false } }
  }

  /// Reads the fields of a row into `values`; NaN is a missing value.
  mutating func read(
    _ row: borrowing TableRow, _ columns: [Int], _ fields: TableFields,
    into values: inout [Double]
  ) throws(ArchiveError) {
    if kinds.isEmpty {
      kinds = [Kind](repeating: areNamed ? .numbers : .unknown, count: columns.count)
    }
    for (position, column) in columns.enumerated() {
      if let number = try fields.number(row, column) {
        if case .numbers = kinds[position] {} else { try meetNumber(position) }
        values.append(number)
      } else {
        if !fields.isMissing(row, column) { try meetWord(row, position, column, fields) }
        values.append(.nan)
      }
    }
  }

  private mutating func meetNumber(_ position: Int) throws(ArchiveError) {
    if case .words(let first) = kinds[position] { throw first }
    kinds[position] = .numbers
  }

  private mutating func meetWord(
    _ row: borrowing TableRow, _ position: Int, _ column: Int, _ fields: TableFields
  ) throws(ArchiveError) {
    switch kinds[position] {
    case .words: return
    case .numbers: throw mistake(row, column, fields)
    case .unknown:
      let mistake = mistake(row, column, fields)
      // A whole column of them would pass for words.
      if fields.hasComma(row, column) { throw mistake }
      kinds[position] = .words(first: mistake)
    }
  }

  private func mistake(
    _ row: borrowing TableRow, _ column: Int, _ fields: TableFields
  ) -> ArchiveError {
    if fields.hasComma(row, column) {
      return fields.error(
        row, column,
        "the number \(row.quotedText(column)) has a comma; numbers are written with a point")
    }
    let remedy = areNamed ? "" : ", or name the channels in columns: { channels: … }"
    return fields.error(
      row, column,
      "\(row.quotedText(column)) stands in column \(fields.names[column].debugDescription) of"
        + " numbers; if it means a missing value, list it in missing_words\(remedy)")
  }
}
