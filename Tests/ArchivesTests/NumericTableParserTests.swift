import Testing

@testable import Archives

@Suite struct NumericTableParserTests {
  private static let place = Place(file: "a.zip", members: ["t.txt"])

  private func parse(
    _ text: String, _ delimiter: NumericTable.Delimiter = .blanks, columns: Int = 2,
    pieces size: Int = .max
  ) throws -> NumericTable {
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: Self.place)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(size, max(bytes.count, 1))) {
      let piece = Array(bytes[start...].prefix(size))
      try unsafe parser.feed(piece.span.bytes)
    }
    return try parser.finish()
  }

  private func message(
    _ text: String, _ delimiter: NumericTable.Delimiter = .blanks
  ) -> String {
    do { return "no error, but \(try parse(text, delimiter).values)" } catch { return "\(error)" }
  }

  @Test(arguments: [
    "1 2\n3 4\n", "1 2  \n3 4  \n", "1 2\r\n3 4\r\n", "1 2\r3 4\r", "1 2\n3 4", "  1   2 \n 3 4 ",
    "1 2  \r\n3 4  ", "\"1\" 2\n3 4",
  ])
  func blanksAndLineEndsMayVary(_ text: String) throws {
    for pieces in [1, 2, 3, .max] {
      let table = try parse(text, pieces: pieces)
      #expect(table.values == [1, 2, 3, 4])
      #expect(table.rows == 2)
      #expect(table.line(ofRow: 1) == 2)
    }
  }

  @Test(arguments: ["\n1 2\n\n  \n3 4\n\n", "\r\n1 2\r\n\r\n  \r\n3 4\r\n\r\n"])
  func emptyLinesAreNoRowsButCount(_ text: String) throws {
    for pieces in [1, .max] {
      let table = try parse(text, pieces: pieces)
      #expect(table.values == [1, 2, 3, 4])
      #expect([0, 1].map(table.line(ofRow:)) == [2, 5])
    }
  }

  @Test(arguments: [
    ("1,2\n3,4\n", NumericTable.Delimiter.comma), ("1;2\n3;4\n", .semicolon),
    ("1\t2\r\n3\t4\r\n", .tab), (" 1 , 2 \n3,4", .comma),
  ])
  func otherDelimiters(_ text: String, _ delimiter: NumericTable.Delimiter) throws {
    #expect(try parse(text, delimiter).values == [1, 2, 3, 4])
  }

  @Test(arguments: [
    ("1 2\n3 x4\n", "a.zip › t.txt, line 2, column 2: \"x4\" stands where a number belongs"),
    ("1 2\r\n\r\nNaN 4\n", "a.zip › t.txt, line 3, column 1: \"NaN\" is not a finite number"),
    ("-inf 2\n", "a.zip › t.txt, line 1, column 1: \"-inf\" is not a finite number"),
    ("1e999 2\n", "a.zip › t.txt, line 1, column 1: \"1e999\" is not a finite number"),
    ("0x10 2\n", "a.zip › t.txt, line 1, column 1: \"0x10\" stands where a number belongs"),
    ("1\t2\n", "a.zip › t.txt, line 1, column 1: \"1\\t2\" stands where a number belongs"),
    ("1 2\n3\n", "a.zip › t.txt, line 2: 1 fields where 2 belong"),
    ("1 2\n3 4 5\n", "a.zip › t.txt, line 2: 3 fields where 2 belong"),
    ("1 2\n3 4 5", "a.zip › t.txt, line 2: 3 fields where 2 belong"),
    (
      "1 2\n3 \"4\"5\n",
      "a.zip › t.txt, line 2, column 2: a quotation mark does not enclose a whole field"
    ),
    (
      "1 2\n3 \"4",
      "a.zip › t.txt, line 2, column 2: a quotation mark does not enclose a whole field"
    ),
    ("", "a.zip › t.txt: the table is empty"), (" \n\n", "a.zip › t.txt: the table is empty"),
  ])
  func badTextIsNamedWithItsPlace(_ text: String, _ expected: String) {
    #expect(message(text) == expected)
  }

  @Test func anEmptyFieldIsNoNumberWhereDelimitersAreNotBlanks() {
    #expect(
      message("1,\n", .comma)
        == "a.zip › t.txt, line 1, column 2: \"\" stands where a number belongs")
  }

  @Test func longFieldsAreCutInMessages() {
    #expect(
      message(String(repeating: "z", count: 100)) == "a.zip › t.txt, line 1, column 1: \""
        + String(repeating: "z", count: 32) + "…\" stands where a number belongs")
  }
}
