import Reports
extension Command {
  /// The command with its arguments, as it is written: `run SUITE [options]`.
  var usage: String {
    let arguments = arguments.map { argument in
      switch argument.count {
      case .one: argument.name
      case .optional: "[\(argument.name)]"
      case .anyNumber: "[\(argument.name)…]"
      case .atLeastOne: "\(argument.name)…"
      }
    }
    return (path + arguments + (options.isEmpty ? [] : ["[options]"])).joined(separator: " ")
  }

  /// The help of the command, no line longer than ``HelpText/width``.
  var help: String {
    var sections = [
      ["Usage: assay \(usage)"],
      Paragraph.wrapped(summary),
    ]
    sections += discussion.map { Paragraph.wrapped($0) }
    if !arguments.isEmpty {
      sections.append(
        ["Arguments:"] + HelpText.table(arguments.map { ($0.name, $0.help) }))
    }
    sections.append(["Options:"] + HelpText.table(allOptions.map { ($0.heading, $0.text) }))
    if !examples.isEmpty {
      sections.append(
        ["Examples:"]
          + examples.flatMap { example in
            ["  \(example.line)"] + Paragraph.wrapped(example.meaning, margin: 6)
          })
    }
    return HelpText.joined(sections)
  }
}

extension Option {
  fileprivate var heading: String {
    let name = (short.map { "-\($0), " } ?? "") + "--\(long)"
    return value.map { "\(name) \($0)" } ?? name
  }

  fileprivate var text: String {
    let repeated = isRepeatable ? help + " May be repeated." : help
    return standard.map { "\(repeated) Default: \($0)." } ?? repeated
  }
}

/// Lays out help for a terminal of 80 columns.
enum HelpText {
  static let width = 80
  /// Where the second column of tables begins.
  private static let column = 22

  static func joined(_ sections: [[String]]) -> String {
    sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// Lays out names and their meanings in two columns; a long name takes a line of its own.
  static func table(_ rows: [(name: String, text: String)]) -> [String] {
    rows.flatMap { row -> [String] in
      let name = "  " + row.name
      let text = Paragraph.wrapped(row.text, margin: column)
      guard name.count + 2 <= column, let first = text.first else { return [name] + text }
      return [name + first.dropFirst(name.count)] + text.dropFirst()
    }
  }
}
