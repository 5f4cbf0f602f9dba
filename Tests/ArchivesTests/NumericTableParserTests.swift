import Numerics
import Testing

@testable import Archives

@Suite struct NumericTableParserTests {
  private static let place = Place(file: "a.zip", members: ["t.txt"])

  private struct Table {
    var values: [Double] = []
    var lines: [Int] = []
  }

  private func parse(
    _ text: String, _ delimiter: NumericTable.Delimiter = .blanks, columns: Int = 2,
    pieces size: Int = .max
  ) throws -> Table {
    let parser = try NumericTableParser(
      delimiter: delimiter, columns: columns, place: Self.place)
    var table = Table()
    func add(_ rows: Span<Double>, _ lines: RowLines) {
      for index in rows.indices { table.values.append(rows[index]) }
      table.lines += (0..<rows.count / columns).map(lines.line(ofRow:))
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: min(size, max(bytes.count, 1))) {
      let piece = Array(bytes[start...].prefix(size))
      try unsafe parser.feed(piece.span.bytes, add)
    }
    try parser.finish(add)
    return table
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
      #expect(table.lines == [1, 2])
    }
  }

  @Test(arguments: ["\n1 2\n\n  \n3 4\n\n", "\r\n1 2\r\n\r\n  \r\n3 4\r\n\r\n"])
  func emptyLinesAreNoRowsButCount(_ text: String) throws {
    for pieces in [1, .max] {
      let table = try parse(text, pieces: pieces)
      #expect(table.values == [1, 2, 3, 4])
      #expect(table.lines == [2, 5])
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

  @Test(arguments: [
    "1 2\n3.25 12345678.5\n5 6\n", "1 2\n\"3.25\" 12345678.5\n5 6\n",
    "1 2\n3.25 1.23456785e7\r\n5 6\r\n",
    "1 2\r\n3.25 12345678.5\r5 6\r",
  ])
  func linesThatAreNotPlainMayStandAmongOthers(_ text: String) throws {
    for count in [1, 100] {
      for pieces in [1, 7, .max] {
        let table = try parse(String(repeating: text, count: count), pieces: pieces)
        #expect(table.values.count == 6 * count)
        #expect(Array(table.values.prefix(6)) == [1, 2, 3.25, 12_345_678.5, 5, 6])
        #expect(Array(table.values.suffix(6)) == [1, 2, 3.25, 12_345_678.5, 5, 6])
        #expect(table.lines == Array(1...3 * count))
      }
    }
  }

  /// The same lines read plainly and by libcsv, which commas bring in, or refused in the same words.
  @Test func plainLinesAreReadAsLibcsvReadsThem() {
    let alphabet = ["1", "-2.5", "x", "\t", "\n", "\r", "\"", "\r\n", "9876.543"]
    var random = RandomStream(seed: 1, path: ["lines"])
    var different: [String] = []
    var tables = 0
    for _ in 0..<200_000 {
      var text = "1\t2\n"
      for _ in 0..<random.integer(below: 8) {
        text += alphabet[random.integer(below: alphabet.count)]
      }
      text += "\t7\n3\t4\n5\t6\n"
      // Messages quote what stands within quotation marks, tabs among it.
      let plainly = outcome(text, .tab).replacing("\\t", with: ",")
      if plainly.first != "a" { tables += 1 }
      if outcome(text.replacing("\t", with: ","), .comma) != plainly { different.append(text) }
    }
    #expect(different == [])
    #expect(tables > 1000)
  }

  private func outcome(_ text: String, _ delimiter: NumericTable.Delimiter) -> String {
    do {
      let table = try parse(text, delimiter)
      return "\(table.values) \(table.lines)"
    } catch { return "\(error)" }
  }

  @Test func longTextsAreVisitedInBatchesOfWholeRows() throws {
    let numbers = (0..<30_000).map(Double.init)
    let text = numbers.map {
      "\(Int($0))" + ($0.truncatingRemainder(dividingBy: 3) == 2 ? "\n" : ",")
    }
    for pieces in [1000, .max] {
      let table = try parse(text.joined(), .comma, columns: 3, pieces: pieces)
      #expect(table.values == numbers)
      #expect(table.lines == Array(1...10_000))
    }
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
