/// A scalar by the core schema of YAML 1.2, narrowed to finite decimal numbers.
enum YAMLScalar: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction or exponent, or an integer beyond 64 bits; `text` is as written.
  case number(Double, text: String)
  case text(String)
  /// A plain text that other readers of YAML take for infinity or not-a-number.
  case notFinite(String)

  /// Reads a scalar; only a plain one, that is without quotes, can be anything but text.
  init(_ text: String, isPlain: Bool) {
    guard isPlain else {
      self = .text(text)
      return
    }
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default: self = Self.number(text)
    }
  }

  /// The text as written, without quotes.
  var text: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(_, let text), .text(let text), .notFinite(let text): text
    }
  }

  private static func number(_ text: String) -> YAMLScalar {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : Substring(text)
    let folded = unsigned.lowercased()
    if folded == ".inf" || text.lowercased() == ".nan" || text.lowercased() == "nan" {
      return .notFinite(text)
    }
    guard isDecimal(unsigned), let number = Double(normalised(text)) else { return .text(text) }
    // The standard library reads digits too large as infinity.
    guard number.isFinite else { return .notFinite(text) }
    if let integer = Int(text) { return .integer(integer) }
    return .number(number, text: text)
  }

  /// Whether a text is digits with an optional fraction and an optional exponent.
  private static func isDecimal(_ text: Substring) -> Bool {
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    if parts.count == 2 {
      let exponent = parts[1]
      let digits =
        exponent.first == "-" || exponent.first == "+" ? exponent.dropFirst() : exponent
      if !isDigits(digits) { return false }
    }
    let mantissa = parts[0].split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return mantissa.contains { !$0.isEmpty } && mantissa.allSatisfy { $0.isEmpty || isDigits($0) }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  /// The same number in the standard library's stricter grammar: `.5` and `5.` become `0.5`, `5.0`.
  private static func normalised(_ text: String) -> String {
    guard let point = text.firstIndex(of: ".") else { return text }
    let after = text.index(after: point)
    let whole = text[..<point]
    let rest = text[after...]
    let hasDigits = whole.last.map { $0.isNumber } ?? false
    let hasFraction = rest.first.map { $0.isNumber } ?? false
    return whole + (hasDigits ? "" : "0") + "." + (hasFraction ? "" : "0") + rest
  }
}
