import CCSV

/// The rows that libcsv found in a piece of text, and the beginning of the one that the piece cuts.
struct RowBatch {
  /// Whether a field without anything in it is none: delimiters stand in runs.
  let skipsEmptyFields: Bool
  /// The fields of all rows, one after another.
  private var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
  private var fieldEnds: [Int] = []
  private(set) var rows: [Row] = []
  /// The line of text that is being read, from 1.
  private(set) var line = 1
  private var lastTerminator: CInt = 0

  /// A row as a stretch of the batch's fields.
  struct Row {
    /// The line on which the row begins.
    let line: Int
    let fields: Range<Int>
  }

  init(skipsEmptyFields: Bool) {
    self.skipsEmptyFields = skipsEmptyFields
  }

  /// Where a field stands in the batch.
  private func place(ofField field: Int) -> Range<Int> {
    (field == 0 ? 0 : fieldEnds[field - 1])..<fieldEnds[field]
  }

  /// The bytes of a field; fields are counted through the whole batch.
  func withField<Result>(_ field: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(place(ofField: field)))
  }

  mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
    if skipsEmptyFields && field.isEmpty { return }
    unsafe bytes.append(contentsOf: field)
    fieldEnds.append(bytes.count)
  }

  mutating func endLine(_ terminator: CInt) {
    let first = openField
    let isEmpty = first == fieldEnds.count
    // libcsv reports the two bytes of a Windows line end one by one.
    let isSecondHalf = terminator == CSV_LF && lastTerminator == CSV_CR && isEmpty
    lastTerminator = isSecondHalf ? 0 : terminator
    if isSecondHalf { return }
    if !isEmpty { rows.append(Row(line: line, fields: first..<fieldEnds.count)) }
    line += 1
    if isEmpty { return }
    // Quoted fields may hold line ends too.
    for byte in bytes[place(ofField: first).lowerBound...] where byte == UInt8(ascii: "\n") {
      line += 1
    }
  }

  /// Forgets the rows; what was read of the next one stays.
  mutating func removeRows() {
    let open = openField
    let used = open == 0 ? 0 : fieldEnds[open - 1]
    bytes.removeFirst(used)
    fieldEnds.removeFirst(open)
    for index in fieldEnds.indices { fieldEnds[index] -= used }
    rows.removeAll(keepingCapacity: true)
  }

  /// The first field that belongs to no whole row yet.
  private var openField: Int { rows.last?.fields.upperBound ?? 0 }
}
