import Foundation

@testable import Archives

/// Text in the forms of C-MAPSS, of IMS and of tables with named columns.
///
/// The first byte chooses delimiter and width, the second where the text is cut in two; the rest is
/// the text.
enum TableTarget {
  static func check(_ bytes: [UInt8]) throws {
    guard bytes.count >= 2 else { return }
    let text = Array(bytes[2...])
    let cut = text.count * Int(bytes[1]) / 255
    let delimiter = delimiters[Int(bytes[0]) % delimiters.count]
    let pieces = [Array(text[..<cut]), Array(text[cut...])]
    checkNumbers(text, pieces, delimiter, columns: 1 + Int(bytes[0]) / delimiters.count % 4)
    checkFields(text, pieces, delimiter)
    try checkReader(text)
  }

  static let seeds: [[UInt8]] = [
    (0, "1 1 -0.0007 518.67  \n1 2 100.0 3e-2  \n"), (8, "1 2 +3.25\r\n\r\n4 5 1e22\n"),
    (7, "-0.049\t-0.071\r\n-0.132\t0.004\r\n"), (1, "label,score\n0,0.5\nfailing,\n"),
    (9, "a;\"b\"\"c\n\"\n1;\" 2 \"\r3;nan\n"), (3, "\u{FEFF}unit\ttime\n1\t12345678901234567890\n"),
  ].map { [$0.0, 128] + Array($0.1.utf8) }

  private static let delimiters: [NumericTable.Delimiter] = [.blanks, .comma, .semicolon, .tab]
  private static let place = Place(file: "text")

  /// A table of numbers is whole and finite, however its text arrives.
  private static func checkNumbers(
    _ text: [UInt8], _ pieces: [[UInt8]], _ delimiter: NumericTable.Delimiter, columns: Int
  ) {
    let whole = numbers([text], delimiter, columns)
    expect(whole == numbers(pieces, delimiter, columns), "pieces give the same numbers")
    guard case .success(let table) = whole else { return }
    expect(table.values.count == table.lines.count * columns, "every row is whole")
    expect(table.values.allSatisfy { Double(bitPattern: $0).isFinite }, "every number is finite")
    expectLines(table.lines, of: text)
  }

  private struct Numbers: Equatable {
    var values: [UInt64] = []
    var lines: [Int] = []
  }

  private static func numbers(
    _ pieces: [[UInt8]], _ delimiter: NumericTable.Delimiter, _ columns: Int
  ) -> Result<Numbers, ArchiveError> {
    Result { () throws(ArchiveError) in
      let parser = try NumericTableParser(delimiter: delimiter, columns: columns, place: place)
      var numbers = Numbers()
      func add(_ rows: Span<Double>, _ lines: RowLines) {
        for index in rows.indices { numbers.values.append(rows[index].bitPattern) }
        numbers.lines += (0..<rows.count / columns).map(lines.line(ofRow:))
      }
      for piece in pieces { try parser.feed(unsafe piece.span.bytes, add) }
      try parser.finish(add)
      return numbers
    }
  }

  /// Fields are the same, however their text arrives, and so is what is wrong with it.
  private static func checkFields(
    _ text: [UInt8], _ pieces: [[UInt8]], _ delimiter: NumericTable.Delimiter
  ) {
    let whole = fields([text], delimiter)
    expect(whole == fields(pieces, delimiter), "pieces give the same fields")
    expectLines(whole.rows.map(\.line), of: text)
  }

  private struct Fields: Equatable {
    var rows: [TextTable.Row] = []
    var fault: ArchiveError?
  }

  private static func fields(
    _ pieces: [[UInt8]], _ delimiter: NumericTable.Delimiter
  ) -> Fields {
    var fields = Fields()
    func add(_ row: borrowing TableRow) {
      fields.rows.append(
        TextTable.Row(line: row.line, fields: (0..<row.count).map { row.text($0) }))
    }
    do throws(ArchiveError) {
      let parser = try DelimitedParser(delimiter: delimiter, place: place)
      for piece in pieces { try parser.feed(piece.span) { (row) throws(ArchiveError) in add(row) } }
      try parser.finish { (row) throws(ArchiveError) in add(row) }
    } catch {
      fields.fault = error
    }
    return fields
  }

  /// A table with named columns has a field for every column.
  private static func checkReader(_ text: [UInt8]) throws {
    let file = try InputFile(text)
    do throws(ArchiveError) {
      let reader = try TableReader(file.path)
      expect(!reader.columns.isEmpty, "there are columns")
      try reader.forEachRow { (row) throws(ArchiveError) in
        for column in 0..<row.count {
          expect(row.isEmpty(column) == row.text(column).isEmpty, "an empty field has no text")
          expect(!row.isEmpty(column) || row.number(column) == nil, "nor a number")
        }
        expect(row.count == reader.columns.count, "every row is whole")
      }
    } catch {
      expect(error.place.file == file.path, "an error names the file")
    }
  }

  /// Rows stand on lines of their own, in order.
  private static func expectLines(_ lines: [Int], of text: [UInt8]) {
    let count = 1 + text.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    expect(lines.allSatisfy { (1...count).contains($0) }, "rows are on lines that there are")
    expect(zip(lines, lines.dropFirst()).allSatisfy { $0 < $1 }, "rows are on ascending lines")
  }
}
