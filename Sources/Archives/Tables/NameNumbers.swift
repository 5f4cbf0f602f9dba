/// The names in a column, numbered in the order of their first appearance.
public struct NameNumbers: Sendable {
  public private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// The name of the row before, which is mostly that of the next one too.
  private var last: (bytes: [UInt8], number: Int)?

  public init() {}

  /// The number of the name in a column of a row.
  public mutating func number(of column: Int, in row: borrowing TableRow) -> Int {
    if let last, row.holds(last.bytes, in: column) { return last.number }
    let name = row.text(column)
    let number = number(of: name)
    last = (Array(name.utf8), number)
    return number
  }

  /// The number of a name.
  public mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    names.append(name)
    numbers[name] = names.count - 1
    return names.count - 1
  }
}
