import Testing

@testable import Archives

struct TextTableTests {
  private func table(_ text: String) throws(ArchiveError) -> TextTable {
    try TextTable(Array(text.utf8), file: "t.csv")
  }

  @Test func quotedFields() throws {
    let table = try table("a,b\n\"x, \"\"y\"\"\",\n,\"1\n2\"\n")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows.map(\.fields) == [["x, \"y\"", ""], ["", "1\n2"]])
  }

  @Test(arguments: [
    ("", "t.csv: the table is empty"),
    ("a,b\n1,2\n3\n", "t.csv:3: 1 fields where 2 belong"),
    ("a,b\n1,2,3\n", "t.csv:2: 3 fields where 2 belong"),
    ("a,b\n1,\"2\"x\n3,4\n", "t.csv:2: a quotation mark does not enclose a whole field"),
    ("a,b\n1,2\n3,\"4", "t.csv:3: a quotation mark does not enclose a whole field"),
    ("a,b\n1,2\n3,4\"5\n", "t.csv:3: a quotation mark does not enclose a whole field"),
  ])
  func refused(text: String, message: String) {
    let error = #expect(throws: ArchiveError.self) { try table(text) }
    #expect(error?.description == message)
  }
}
