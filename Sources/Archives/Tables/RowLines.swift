/// On which lines of a text the rows of a table stand.
public struct RowLines: Sendable {
  /// The row of the whole table that is row 0 here.
  var firstRow = 0
  /// From these rows of the table on, the line is the row plus the offset; a new entry after every
  /// empty line.
  private var offsets: [(row: Int, offset: Int)] = []

  /// Notes the line of the next row.
  mutating func add(row: Int, line: Int) {
    let offset = line - row
    if offset != offsets.last?.offset ?? 1 { offsets.append((row, offset)) }
  }

  /// The line of text, from 1, that holds a row.
  public func line(ofRow row: Int) -> Int {
    let row = firstRow + row
    return row + (offsets.last { $0.row <= row }?.offset ?? 1)
  }
}
