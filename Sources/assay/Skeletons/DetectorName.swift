/// The name of a new detector, in the forms that suites and languages give it.
struct DetectorName: Equatable, Sendable {
  /// As a suite names it, such as `quantile-band`.
  let kind: String

  /// The name of the type, such as `QuantileBand`.
  var type: String { words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }

  /// The name of a member in Swift, such as `quantileBand`.
  var member: String { type.prefix(1).lowercased() + type.dropFirst() }

  /// The name of a module in Python, such as `quantile_band`.
  var module: String { words.joined(separator: "_") }

  private var words: [Substring] { kind.split(separator: "-") }

  /// Reads a name.
  ///
  /// - Throws: ``UsageError`` for what is no name.
  init(_ text: String) throws(UsageError) {
    kind = text
    guard Self.isName(text) else {
      let near = Self.nearest(text)
      let question = Self.isName(near) ? "; did you mean \"\(near)\"?" : ""
      throw UsageError(
        "\"\(text)\" is no name for a detector: it has lower-case letters, digits and single hyphens"
          + " within, a letter first, and at most \(Self.longest) characters" + question)
    }
  }

  /// The files of a longer name would break the rule for the length of lines.
  private static let longest = 40

  private static func isName(_ text: String) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    return text.utf8.count <= longest && (text.utf8.first.map(isLetter) ?? false)
      && words.allSatisfy { word in
        !word.isEmpty && word.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
      }
  }

  /// The name that a text in another style was meant to be: `QuantileBand` is `quantile-band`.
  private static func nearest(_ text: String) -> String {
    var name = ""
    for character in text {
      if character.isUppercase, let last = name.last, last != "-" { name += "-" }
      name += character.isLetter || character.isNumber ? character.lowercased() : "-"
    }
    return name.split(separator: "-").joined(separator: "-")
  }
}
