/// A table for people: a title, columns, rows in sections, and notes.
public struct Table: Sendable, Equatable {
  public let title: String
  public let columns: [Column]
  /// Rows of texts, one per column; sections are set apart by a line.
  public let sections: [[[String]]]
  /// What a reader must know to read the numbers, one sentence each.
  public let notes: [String]

  public init(
    title: String, columns: [Column], sections: [[[String]]], notes: [String] = []
  ) {
    self.title = title
    self.columns = columns
    self.sections = sections
    self.notes = notes
  }

  public struct Column: Sendable, Equatable {
    public let title: String
    public let alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .right) {
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
  /// The table as plain text for a terminal of `width` columns.
  ///
  /// A table that is wider goes on below with its first column again.
  public func text(width: Int = 80) -> String {
    let rows = [columns.map(\.title)] + sections.flatMap { $0 }
    let widths = columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let blocks = Self.blocks(widths, width: width).map { block($0, widths) }
    let notes = notes.flatMap { Paragraph.wrapped($0, width: width) }
    return (Paragraph.wrapped(title, width: width) + blocks.joined(separator: [""]) + notes)
      .joined(separator: "\n")
  }

  /// Divides the columns so that each part, with the first column before it, fits the width.
  private static func blocks(_ widths: [Int], width: Int) -> [[Int]] {
    guard let first = widths.first else { return [] }
    var blocks: [[Int]] = [[]]
    var used = first
    for column in widths.indices.dropFirst() {
      if used + 2 + widths[column] > width, blocks[blocks.count - 1].count > 0 {
        blocks.append([])
        used = first
      }
      blocks[blocks.count - 1].append(column)
      used += 2 + widths[column]
    }
    return blocks.map { [0] + $0 }
  }

  /// The lines of some of the columns.
  private func block(_ chosen: [Int], _ widths: [Int]) -> [String] {
    func line(_ cells: [String]) -> String {
      var line = chosen.reduce("") { line, column in
        let blanks = String(repeating: " ", count: widths[column] - cells[column].count)
        let isLeft = columns[column].alignment == .left
        let gap = column == chosen.first ? "" : "  "
        return line + gap + (isLeft ? cells[column] + blanks : blanks + cells[column])
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    let ruleWidth = chosen.map { widths[$0] + 2 }.reduce(-2, +)
    let rule = String(repeating: "─", count: ruleWidth)
    var lines = [line(columns.map(\.title)), rule]
    for (index, section) in sections.filter({ !$0.isEmpty }).enumerated() {
      if index > 0 { lines.append(rule) }
      lines += section.map(line)
    }
    return lines
  }
}
