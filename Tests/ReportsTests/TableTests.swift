import Testing

@testable import Reports

struct TableTests {
  @Test func alignmentSectionsAndNotes() {
    let table = Table(
      title: "data · title",
      columns: [.init("name", .left), .init("value"), .init("remark", .left)],
      sections: [
        [["a", "1.50", "x"], ["long name", "–", ""]], [], [["b", "12345678", "last"]],
      ],
      notes: ["One note.", "Another."])
    #expect(
      table.text() == """
        data · title
        name          value  remark
        ───────────────────────────
        a              1.50  x
        long name         –
        ───────────────────────────
        b          12345678  last
        One note.
        Another.
        """)
  }

  @Test func aWideTableGoesOnBelowWithItsFirstColumn() {
    let table = Table(
      title: "wide", columns: [.init("k", .left), .init("one"), .init("two"), .init("three")],
      sections: [[["a", "1111", "2222", "3333"]]])
    #expect(
      table.text(width: 14) == """
        wide
        k   one   two
        ─────────────
        a  1111  2222

        k  three
        ────────
        a   3333
        """)
    #expect(table.text(width: 20).split(separator: "\n").count == 4)
    #expect(table.text(width: 19).split(separator: "\n").count == 7)
  }

  /// Whatever the texts, no line is over the width or ends in a blank.
  @Test(arguments: [20, 40, 80], [1, 3, 9])
  func everyLineFits(width: Int, columns: Int) {
    let cells = (0..<columns).map { String(repeating: "x", count: 1 + $0 % 8) }
    let blanks = cells.map { _ in "" }
    let table = Table(
      title: [String](repeating: "title", count: 30).joined(separator: " "),
      columns: cells.map { .init($0, $0.count % 2 == 0 ? .left : .right) },
      sections: [[cells, blanks], [cells]],
      notes: [[String](repeating: "note", count: 50).joined(separator: " ")])
    for line in table.text(width: width).split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= width)
      #expect(line.last != " ")
    }
  }

  @Test(arguments: [
    ("", []), ("one", ["one"]), ("aa bb cc", ["aa bb", "cc"]), ("aa bbb", ["aa", "bbb"]),
    ("abcdefgh ij", ["abcdefgh", "ij"]), ("  a   b ", ["a b"]),
  ])
  func wrapping(text: String, lines: [String]) {
    #expect(Paragraph.wrapped(text, width: 5) == lines)
  }
}
