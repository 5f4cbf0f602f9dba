import CCSV

/// What is known of a table between two fields of its text.
@safe struct TableState: ~Copyable {
  let columns: Int
  let separator: UInt8
  let skipsEmptyFields: Bool
  /// The numbers of the rows that are not visited yet, the last of which may be cut.
  private let values: UnsafeMutableBufferPointer<Double>
  private var count = 0
  /// How many of the numbers belong to whole rows.
  private var wholeCount = 0
  private(set) var lines = RowLines()
  private(set) var rows = 0
  private(set) var line = 1
  /// The fields of the current line so far.
  private(set) var fields = 0
  /// The line ends that libcsv has reported.
  private(set) var terminators = 0
  /// Whether anything of the current line was seen, even an empty field.
  private var begun = false
  private var lastTerminator: CInt = 0
  private(set) var fault: (line: Int, column: Int?, reason: String)?

  init(columns: Int, separator: UInt8, skipsEmptyFields: Bool, capacity: Int) {
    self.columns = columns
    self.separator = separator
    self.skipsEmptyFields = skipsEmptyFields
    unsafe values = .allocate(capacity: capacity)
  }

  deinit { unsafe values.deallocate() }

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
    unsafe values[count] = value
    count += 1
  }

  mutating func endLine(_ terminator: CInt) {
    terminators += 1
    let isSecondHalf = terminator == CSV_LF && lastTerminator == CSV_CR && !begun
    lastTerminator = isSecondHalf ? 0 : terminator
    if isSecondHalf || fault != nil { return }
    if fields == columns {
      endRow()
    } else if fields > 0 {
      fault = (line, nil, "\(fields) fields where \(columns) belong")
      return
    }
    line += 1
    fields = 0
    begun = false
  }

  /// Adds the numbers of whole plain lines from a place in a text on, as long as there are such.
  ///
  /// - Returns: Where the first line begins that is not plain or not whole.
  mutating func addPlainLines(of text: RawSpan, from start: Int) -> Int {
    var start = start
    while let end = unsafe readPlainLine(text, from: start, into: values.extracting(count...)) {
      count += columns
      endRow()
      line += 1
      start = end
    }
    return start
  }

  private mutating func endRow() {
    lines.add(row: rows, line: line)
    rows += 1
    wholeCount = count
  }

  var wholeRows: UnsafeBufferPointer<Double> {
    unsafe UnsafeBufferPointer(rebasing: values[..<wholeCount])
  }

  /// Forgets the whole rows; what was read of the next one stays.
  mutating func removeWholeRows() {
    for index in wholeCount..<count { unsafe values[index - wholeCount] = values[index] }
    count -= wholeCount
    wholeCount = 0
    lines.firstRow = rows
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
