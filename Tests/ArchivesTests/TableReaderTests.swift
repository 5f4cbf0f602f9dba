import TestSupport
import Testing

@testable import Archives

struct TableReaderTests {
  private struct Row: Equatable {
    let line: Int
    let fields: [String]

    init(_ line: Int, _ fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// The columns and rows of a text, read from a file.
  private func read(_ text: String) throws -> (columns: [String], rows: [Row]) {
    let folder = try TemporaryDirectory()
    let table = try TableReader(folder.write(text.utf8, to: "t.csv"))
    var rows: [Row] = []
    try table.forEachRow { row in rows.append(Row(row.line, (0..<row.count).map { row.text($0) })) }
    return (table.columns, rows)
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a;b\n1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n",
    "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "\u{FEFF}a,b\n1,2\n3,4\n",
    " a , b\n 1,2 \n\"3\",\"4\"\n", "\"a\",b\n1,2\n3,4\n", "a b\n1 2\n3 4\n",
    "  a   b \r\n  1 2\r\n\"3\"     4  \r\n",
  ])
  func waysToWriteTheSame(text: String) throws {
    let table = try read(text)
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [Row(2, ["1", "2"]), Row(3, ["3", "4"])])
  }

  @Test(arguments: [
    (NumericTable.Delimiter?.none, ["a b", "c"]), (.blanks, ["a", "b;c"]),
  ])
  func membersAreReadAndDigestedAlike(
    delimiter: NumericTable.Delimiter?, columns: [String]
  ) throws {
    let folder = try TemporaryDirectory()
    let text = "a b;c\n1 2;3\n"
    let path = try folder.write(ArchiveWriter.bytes(texts: [("t", text)]), to: "t.zip")
    var visited = 0
    try Archive.visitMembers(of: path) { member in
      let content = try TableReader.read(member, delimiter: delimiter) { table in
        #expect(table.columns == columns)
        #expect(table.header.description == "\(path) › t, line 1")
        try table.forEachRow { _ in visited += 1 }
      }
      #expect(content == MemberContent(bytes: 12, sha256: SHA256.digest(of: text)))
      return .proceed
    }
    let file = try folder.write(text.utf8, to: "t")
    try Archive.visitAllMembers(of: file, plainFiles: true) { member in
      let content = try TableReader.read(member, delimiter: delimiter) { table in
        #expect(table.columns == columns)
        try table.forEachRow { _ in visited += 1 }
      }
      #expect(content == MemberContent(bytes: 12, sha256: SHA256.digest(of: text)))
      return .proceed
    }
    #expect(visited == 2)
  }

  @Test func emptyLinesCountOnlyForPlaces() throws {
    let table = try read("\r\n\na,b\r\n\r\n1,2\n\n\n,\n")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [Row(5, ["1", "2"]), Row(8, ["", ""])])
  }

  @Test func quotedFieldsHoldDelimitersQuotesAndLineEnds() throws {
    let table = try read("\"a;\n;;\",b\n\"x, \"\"y\"\"\",\"1\n2\"\n3,4\n")
    #expect(table.columns == ["a;\n;;", "b"])
    #expect(table.rows == [Row(3, ["x, \"y\"", "1\n2"]), Row(5, ["3", "4"])])
  }

  /// A file of many pieces, so that rows, quotations and line ends fall on their borders.
  @Test(arguments: ["\n", "\r\n"])
  func rowsAcrossPieces(lineEnd: String) throws {
    let fields = (0..<40_000).map { ["\($0)", "\"\(String(repeating: "é", count: $0 % 7))\n,\""] }
    let table = try read(
      "n,text" + lineEnd + fields.map { $0.joined(separator: ",") + lineEnd }.joined())
    #expect(table.rows.count == 40_000)
    for (index, row) in table.rows.enumerated() {
      let expected = Row(
        2 + 2 * index, ["\(index)", String(repeating: "é", count: index % 7) + "\n,"])
      guard row == expected else {
        Issue.record("row \(index) is \(row)")
        return
      }
    }
  }

  @Test func headerOnly() throws {
    let table = try read("a,b")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [])
  }

  @Test func fieldsAreReadWhereTheyStand() throws {
    let folder = try TemporaryDirectory()
    let table = try TableReader(folder.write("a,b,c\n-1e-3,,nan\n".utf8, to: "t.csv"))
    var visited = 0
    try table.forEachRow { row in
      visited += 1
      // A row cannot be copied into a macro, its fields' values can.
      let numbers = (row.number(0), row.number(1), row.number(2))
      let isEmpty = [row.isEmpty(0), row.isEmpty(1), row.isEmpty(2)]
      let holds = ["nan", "na", "nax"].map { row.holds(Array($0.utf8), in: 2) }
      let quoted = row.quotedText(2)
      #expect(numbers == (-0.001, nil, nil))
      #expect(isEmpty == [false, true, false])
      #expect(holds == [true, false, false])
      #expect(quoted == "\"nan\"")
    }
    #expect(visited == 1)
  }

  @Test(arguments: [
    ("", ": the table is empty"),
    ("\n\r\n", ": the table is empty"),
    ("a,b\n1,2\n3\n", ":3: 1 field where 2 belong"),
    ("a,b\n1,2,3\n", ":2: 3 fields where 2 belong"),
    ("a,b\n\n\n1,2,3", ":4: 3 fields where 2 belong"),
    ("a,b\n1,\"2\"x\n3,4\n", ":2: a quotation mark does not enclose a whole field"),
    ("a,b\n1\n3,\"4", ":2: 1 field where 2 belong"),
    ("a,b\n1,2\n3,\"4", ":3: a quotation mark does not enclose a whole field"),
    ("a\"b\n1\n", ":1: a quotation mark does not enclose a whole field"),
  ])
  func refused(text: String, message: String) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(text.utf8, to: "t.csv")
    let error = #expect(throws: ArchiveError.self) {
      try TableReader(path).forEachRow { _ in }
    }
    #expect(error?.description == path + message)
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = try TemporaryDirectory()
    let missing = #expect(throws: ArchiveError.self) { try TableReader(folder.file("none.csv")) }
    #expect(missing?.description == "\(folder.file("none.csv")): there is no such file")
    let directory = #expect(throws: ArchiveError.self) { try TableReader(folder.path) }
    #expect(directory?.description == "\(folder.path): Is a directory")
  }

  @Test func aFirstLineWithoutEnd() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write([UInt8](repeating: 65, count: 1_200_000), to: "t.csv")
    let error = #expect(throws: ArchiveError.self) { try TableReader(path) }
    #expect(
      error?.description == "\(path):1: the line is too long to be one of column names")
  }
}
