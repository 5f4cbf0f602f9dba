import Testing

@testable import JSON

struct JSONValueTests {
  static let sample: JSONValue = [
    "b": [1, -2.5, 1e300, .number(.leastNonzeroMagnitude), true, nil], "a": [:], "empty": [],
    "text": "q\" b\\ n\n t\t c\u{1} é 🛠",
  ]

  @Test func compactText() {
    #expect(
      Self.sample.compact == #"""
        {"b":[1,-2.5,1e+300,5e-324,true,null],"a":{},"empty":[],"text":"q\" b\\ n\n t\t c\u0001 é 🛠"}
        """#)
  }

  @Test func prettyText() {
    let value: JSONValue = ["list": [1, "x"], "none": [], "deep": ["k": false]]
    #expect(
      value.pretty == """
        {
          "list": [
            1,
            "x"
          ],
          "none": [],
          "deep": {
            "k": false
          }
        }

        """)
  }

  @Test func roundTrip() throws {
    #expect(try JSONValue(parsing: Self.sample.compact) == Self.sample)
    #expect(try JSONValue(parsing: Self.sample.pretty) == Self.sample)
    #expect(try JSONValue(parsing: JSONValue.number(2).compact) == 2)
    #expect(try JSONValue(parsing: "-0").double?.sign == .minus)
    #expect(try JSONValue(parsing: #" "\u00e9\ud83d\udee0\/" "#) == "é🛠/")
    #expect(Self.sample["b"]?.elements?[1].double == -2.5)
  }

  @Test(arguments: [
    ("", "1:1: the text ends before its value"), ("[1,]", "1:4: expected a value"),
    ("{\"a\":1,\n \"a\":2}", "2:2: the key \"a\" stands twice"),
    ("{a:1}", "1:2: expected a key in quotes"),
    ("1 2", "1:3: expected the end of the text"), ("01", "1:2: expected the end of the text"),
    ("1.", "1:3: expected a digit"), ("NaN", "1:1: expected a value"),
    ("1e999", "1:1: the number 1e999 is too large"), ("\"a", "1:3: the text ends within a string"),
    ("\"\t\"", "1:2: a control character must be escaped"), (#""\x""#, "1:3: unknown escape"),
    (#""\ud800""#, "1:4: an unpaired surrogate"),
    (#""\u00g0""#, "1:4: expected four hexadecimal digits"),
    ("[1 2]", "1:4: expected \",\" or \"]\""),
  ])
  func refused(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == message)
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "[", count: 100_000)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.reason == "nested more than 512 levels deep")
  }

  @Test func notANumberIsAMistakeOfTheProgrammer() async {
    await #expect(processExitsWith: .failure) { _ = JSONValue.number(.nan).compact }
  }
}
