import Numerics

extension JSONValue {
  /// The text on one line without blanks.
  ///
  /// - Precondition: Every number is finite: what is undefined is left out, not written.
  public var compact: String {
    var text = ""
    write(to: &text, indentation: nil)
    return text
  }

  /// The text with one member or element a line, indented by two blanks, and a final line end.
  ///
  /// - Precondition: Every number is finite: what is undefined is left out, not written.
  public var pretty: String {
    var text = ""
    write(to: &text, indentation: 0)
    return text + "\n"
  }

  /// Writes the text; `indentation` counts levels, and `nil` keeps everything on one line.
  private func write(to text: inout String, indentation: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.shortest
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.write(elements, between: ("[", "]"), to: &text, indentation: indentation) {
        $1.write(to: &$0, indentation: $2)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &text, indentation: indentation) {
        Self.write($1.key, to: &$0)
        $0 += $2 == nil ? ":" : ": "
        $1.value.write(to: &$0, indentation: $2)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between brackets: (open: String, close: String), to text: inout String,
    indentation: Int?, item: (inout String, Item, Int?) -> Void
  ) {
    let inner = indentation.map { $0 + 1 }
    text += brackets.open
    for (index, value) in items.enumerated() {
      if index > 0 { text += "," }
      startLine(in: &text, indentation: inner)
      item(&text, value, inner)
    }
    if !items.isEmpty { startLine(in: &text, indentation: indentation) }
    text += brackets.close
  }

  private static func startLine(in text: inout String, indentation: Int?) {
    guard let indentation else { return }
    text += "\n" + String(repeating: "  ", count: indentation)
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
