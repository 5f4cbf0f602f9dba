import External
import Numerics

extension Setting {
  /// A span of time in seconds, written as a number and a unit, such as `10min`.
  func seconds() throws(SuiteError) -> Double {
    try amount(SpanText.timeUnits, example: "a time such as 90s, 10min or 2h")
  }

  /// An amount of memory in bytes, written as a number and a unit, such as `2GB`.
  func bytes() throws(SuiteError) -> Int {
    Int(try amount(SpanText.memoryUnits, example: "an amount of memory such as 500MB or 2GB"))
  }

  private func amount(
    _ units: [(name: String, size: Double)], example: String
  ) throws(SuiteError) -> Double {
    // A bare number is refused below, with the same words as any other text.
    guard case .scalar(.text(let text)) = node.content else { throw mismatch(expected: example) }
    for unit in units where text.hasSuffix(unit.name) {
      let digits = text.dropLast(unit.name.count).filter { $0 != " " }
      let isPlain = digits.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber }
      if isPlain, let number = Double(digits), number > 0, number * unit.size <= 1e15 {
        return number * unit.size
      }
    }
    throw mismatch(expected: example)
  }
}
