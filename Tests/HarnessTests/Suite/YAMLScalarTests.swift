import Testing

@testable import Harness

struct YAMLScalarTests {
  @Test(arguments: [
    ("", YAMLScalar.null), ("~", .null), ("true", .bool(true)), ("yes", .text("yes")),
    ("+5", .integer(5)), ("010", .integer(10)), ("0x10", .text("0x10")),
    ("1e3", .number(1000, text: "1e3")), (".5", .number(0.5, text: ".5")),
    ("-5.", .number(-5, text: "-5.")), ("1.5E-2", .number(0.015, text: "1.5E-2")),
    (".", .text(".")), ("1e", .text("1e")), ("1.2.3", .text("1.2.3")), ("-", .text("-")),
    ("-.inf", .notFinite("-.inf")), ("NaN", .notFinite("NaN")), ("1e999", .notFinite("1e999")),
    ("9223372036854775808", .number(9_223_372_036_854_775_808, text: "9223372036854775808")),
  ])
  func plain(text: String, scalar: YAMLScalar) {
    #expect(YAMLScalar(text, isPlain: true) == scalar)
    #expect(YAMLScalar(text, isPlain: false) == .text(text))
  }
}
