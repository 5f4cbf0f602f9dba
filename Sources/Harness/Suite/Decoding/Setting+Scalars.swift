extension Setting {
  /// A text; a plain number or truth value is refused, for it may not have been meant as text.
  public func text() throws(SuiteError) -> String {
    switch node.content {
    case .scalar(.text(let text)), .scalar(.notFinite(let text)): return text
    case .scalar(.bool), .scalar(.integer), .scalar(.number):
      let mismatch = mismatch(expected: "a text")
      throw error(mismatch.reason + "; put it in quotes if it is meant as text")
    default: throw mismatch(expected: "a text")
    }
  }

  /// An integer, written without a fraction.
  public func integer(in range: ClosedRange<Int> = .min ... .max) throws(SuiteError) -> Int {
    guard case .scalar(.integer(let value)) = node.content, range.contains(value) else {
      throw mismatch(expected: "an integer\(Self.description(of: range))")
    }
    return value
  }

  /// A finite number, with or without a fraction.
  public func number(in range: NumberRange = .any) throws(SuiteError) -> Double {
    let value: Double? =
      switch node.content {
      case .scalar(.integer(let value)): Double(value)
      case .scalar(.number(let value, _)): value
      default: nil
      }
    guard let value, range.contains(value) else {
      let kind = range.description.isEmpty ? "a number" : "a number \(range)"
      throw mismatch(expected: kind)
    }
    return value
  }

  public func bool() throws(SuiteError) -> Bool {
    guard case .scalar(.bool(let value)) = node.content else {
      throw mismatch(expected: "true or false")
    }
    return value
  }

  /// One of several names; `context` follows them in the message where it limits them.
  public func choice(
    among names: [String], context: String = ""
  ) throws(SuiteError) -> String {
    let expected = Self.alternatives(names) + context
    guard case .scalar(let scalar) = node.content, scalar != .null else {
      throw mismatch(expected: expected)
    }
    if names.contains(scalar.text) { return scalar.text }
    throw error(
      mismatch(expected: expected).reason + Spelling.question(for: scalar.text, among: names))
  }

  /// One of the cases of an enumeration, by its raw value.
  public func choice<Value>(
    among values: [Value], context: String = ""
  ) throws(SuiteError) -> Value where Value: RawRepresentable, Value.RawValue == String {
    let name = try choice(among: values.map(\.rawValue), context: context)
    guard let value = values.first(where: { $0.rawValue == name }) else {
      throw mismatch(expected: Self.alternatives(values.map(\.rawValue)))
    }
    return value
  }

  /// A name that can stand in file names, tables and patterns.
  func identifier() throws(SuiteError) -> String {
    let name = try text()
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isPlain, let first = name.first, first.isLetter || first.isNumber else {
      throw mismatch(
        expected: "a name of letters, digits, \".\", \"_\" and \"-\" that begins with one of the"
          + " first two")
    }
    if name.utf8.count > 40 { throw error("a name has at most 40 characters") }
    return name
  }

  /// A seed of a random stream.
  func seed() throws(SuiteError) -> UInt64 {
    UInt64(try integer(in: 0 ... .max))
  }

  /// Names as a choice: `a, b or c`.
  private static func alternatives(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func description(of range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): ""
    case (let low, .max): " of at least \(low)"
    case (.min, let high): " of at most \(high)"
    case (let low, let high): " from \(low) through \(high)"
    }
  }
}
