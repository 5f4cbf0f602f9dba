/// A table for people: a title, columns, rows in sections, and notes.
public struct Table: Sendable, Equatable {
  public let title: String
  public let columns: [Column]
  /// Rows of texts, one per column; sections are set apart by a line.
  public let sections: [[[String]]]
  /// What a reader must know to read the numbers, one sentence each.
  public let notes: [String]

  public struct Column: Sendable, Equatable {
    public let title: String
    public let alignment: Alignment

    init(_ title: String, _ alignment: Alignment = .right) {
      self.title = title
      self.alignment = alignment
    }
  }

  public enum Alignment: Sendable {
    case left
    case right
  }
}

extension Table {
  /// The table as plain text for a terminal.
  public var text: String {
    let rows = [columns.map(\.title)] + sections.flatMap { $0 }
    let widths = columns.indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return columns[column].alignment == .left ? cell + blanks : blanks + cell
      }
      return trimmed("  " + padded.joined(separator: "  "))
    }
    let rule =
      "  "
      + String(
        repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    var lines = [title, line(columns.map(\.title)), rule]
    for (index, section) in sections.filter({ !$0.isEmpty }).enumerated() {
      if index > 0 { lines.append(rule) }
      lines += section.map(line)
    }
    lines += notes.flatMap { Self.wrapped($0, width: 78).map { "  " + $0 } }
    return lines.joined(separator: "\n")
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Breaks a sentence into lines of at most `width` characters, between words.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
