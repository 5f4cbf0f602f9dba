/// One row of a table with named columns, lent to a visit; its fields are read where they stand.
@safe public struct TableRow: ~Copyable {
  /// The line of text on which the row begins, from 1.
  public let line: Int
  private let batch: UnsafePointer<RowBatch>
  private let firstField: Int
  /// The number of fields, as many as there are columns.
  public let count: Int

  init(_ row: RowBatch.Row, of batch: UnsafePointer<RowBatch>) {
    line = row.line
    unsafe self.batch = batch
    firstField = row.fields.lowerBound
    count = row.fields.count
  }

  /// Whether there is nothing in a column's field.
  public borrowing func isEmpty(_ column: Int) -> Bool {
    unsafe batch.pointee.withField(field(column)) { $0.isEmpty }
  }

  /// The number in a column, infinite beyond the largest, or `nil` where there is none.
  public borrowing func number(_ column: Int) -> Double? {
    unsafe batch.pointee.withField(field(column)) { DecimalParser.parse($0) }
  }

  /// The text in a column, broken UTF-8 mended.
  public borrowing func text(_ column: Int) -> String {
    unsafe batch.pointee.withField(field(column)) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The text in a column for a message: quoted, and cut where it is long.
  public borrowing func quotedText(_ column: Int) -> String {
    let text = text(column)
    return (text.count > 32 ? text.prefix(32) + "…" : text).debugDescription
  }

  /// Whether a column holds exactly these bytes.
  public borrowing func holds(_ text: [UInt8], in column: Int) -> Bool {
    unsafe batch.pointee.withField(field(column)) { bytes in
      guard bytes.count == text.count else { return false }
      for index in text.indices where bytes[index] != text[index] { return false }
      return true
    }
  }

  private borrowing func field(_ column: Int) -> Int {
    precondition(column >= 0 && column < count, "a row has no column \(column)")
    return firstField + column
  }
}
