import Numerics

/// Lines of comma-separated fields, built as bytes.
///
/// Numbers are written in the shortest form that reads back as the same number, so equal values give
/// equal bytes on every machine and in every locale.
public struct DelimitedText {
  public private(set) var bytes: [UInt8] = []
  private var isAtLineStart = true

  /// Starts a text with its line of column names.
  public init(columns: String) {
    bytes.append(contentsOf: columns.utf8)
    endLine()
  }

  /// Starts a text with a line of column names that may need quotes.
  init(names: [String]) {
    for name in names { add(name) }
    endLine()
  }

  public mutating func add(_ text: String) {
    startField()
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  public mutating func add(_ number: Double) {
    startField()
    bytes.append(contentsOf: number.shortest.utf8)
  }

  /// Adds a number, or an empty field where there is none.
  public mutating func add(_ number: Double?) {
    if let number { add(number) } else { startField() }
  }

  public mutating func add(_ number: Int) { add(String(number)) }

  public mutating func endLine() {
    bytes.append(0x0A)
    isAtLineStart = true
  }

  private mutating func startField() {
    if !isAtLineStart { bytes.append(0x2C) }
    isAtLineStart = false
  }
}
