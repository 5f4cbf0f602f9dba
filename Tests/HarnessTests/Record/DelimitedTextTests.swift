import Numerics
import Testing

@testable import Harness

struct DelimitedTextTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    var text = DelimitedText(columns: "a,b,c")
    for field in ["plain", "with, comma", "with \"quotes\""] { text.add(field) }
    text.endLine()
    for field in ["", "two\nlines", "return\r"] { text.add(field) }
    text.endLine()
    text.add(1.0)
    text.add(nil as Double?)
    text.add(-7)
    text.endLine()
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "a,b,c\nplain,\"with, comma\",\"with \"\"quotes\"\"\"\n,\"two\nlines\",\"return\r\"\n"
        + "1,,-7\n")
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "-0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
    (1e15, "1000000000000000"), (1e16, "1e+16"), (1e-5, "1e-05"), (1e300, "1e+300"),
    (1.0 / 3, "0.3333333333333333"), (.leastNonzeroMagnitude, "5e-324"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
  ])
  func shortestNumbersReadBack(number: Double, text: String) {
    #expect(number.shortest == text)
    #expect(Double(text)?.bitPattern == number.bitPattern)
  }
}
