/// Running text in lines of a terminal.
public enum Paragraph {
  /// Breaks a text between words into lines of at most `width` characters, the margin included.
  public static func wrapped(_ text: String, width: Int = 80, margin: Int = 0) -> [String] {
    let blanks = String(repeating: " ", count: margin)
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(blanks + word)
      }
    }
    return lines
  }
}
