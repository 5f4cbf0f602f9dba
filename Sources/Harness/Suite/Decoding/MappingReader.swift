public import JSON

/// Takes the keys of a mapping one after another and refuses those that nobody asked for.
///
/// ```swift
/// var reader = entry.parameters.reader()
/// let trees = try reader.integer("trees", default: 100, in: 1...10_000)
/// let rate = try reader.number("rate", default: 0.1, in: .between(0, 1))
/// try reader.finish()
/// ```
public struct MappingReader: Sendable {
  private let file: String
  private let path: String
  private let place: TextPlace
  private var unread: [(key: String, place: TextPlace, value: Setting)]
  private var asked: [String] = []

  init(file: String, path: String, place: TextPlace, entries: [YAMLNode.Entry]) {
    self.file = file
    self.path = path
    self.place = place
    unread = entries.map { entry in
      let keyPath = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      return (
        entry.key, entry.place, Setting(file: file, path: keyPath, node: entry.value)
      )
    }
  }

  /// Reads a bare name as the only key of a mapping; the path stays that of the name.
  init(file: String, path: String, place: TextPlace, only key: String, value: Setting) {
    self.file = file
    self.path = path
    self.place = place
    unread = [(key, place, value)]
  }

  /// An error about the mapping as a whole.
  public func error(_ reason: String) -> SuiteError {
    SuiteError(file: file, place: place, path: path, reason: reason)
  }

  /// The keys that were not taken yet, in the order of the file.
  public var keys: [String] { unread.map(\.key) }

  /// Takes the value of a key, or `nil` where the mapping has none.
  public mutating func take(_ key: String) -> Setting? {
    asked.append(key)
    guard let index = unread.firstIndex(where: { $0.key == key }) else { return nil }
    return unread.remove(at: index).value
  }

  /// Takes the value of a key that must be there.
  public mutating func require(_ key: String) throws(SuiteError) -> Setting {
    if let value = take(key) { return value }
    let near = Spelling.suggestion(for: key, among: keys)
    throw error("\"\(key)\" is missing" + (near.map { "; did you mean it by \"\($0)\"?" } ?? ""))
  }

  /// Takes everything that is left, as it stands.
  public mutating func takeRest() -> [JSONValue.Member] {
    defer { unread = [] }
    return unread.map { JSONValue.Member($0.key, $0.value.json) }
  }

  /// Refuses the first key that nobody asked for.
  public func finish() throws(SuiteError) {
    guard let first = unread.first else { return }
    let remedy =
      switch Spelling.suggestion(for: first.key, among: asked) {
      case let name?: "; did you mean \"\(name)\"?"
      case nil where asked.isEmpty: "; there are no keys here"
      case nil: "; the keys here are \(asked.joined(separator: ", "))"
      }
    throw SuiteError(
      file: file, place: first.place, path: first.value.path, reason: "unknown key" + remedy)
  }
}

extension MappingReader {
  /// Takes a text, or the default where there is none.
  public mutating func text(
    _ key: String, default standard: String
  ) throws(SuiteError) -> String {
    try take(key)?.text() ?? standard
  }

  /// Takes an integer, or the default where there is none.
  public mutating func integer(
    _ key: String, default standard: Int, in range: ClosedRange<Int> = .min ... .max
  ) throws(SuiteError) -> Int {
    try take(key)?.integer(in: range) ?? standard
  }

  /// Takes a number, or the default where there is none.
  public mutating func number(
    _ key: String, default standard: Double, in range: NumberRange = .any
  ) throws(SuiteError) -> Double {
    try take(key)?.number(in: range) ?? standard
  }

  /// Takes a truth value, or the default where there is none.
  public mutating func bool(
    _ key: String, default standard: Bool
  ) throws(SuiteError) -> Bool {
    try take(key)?.bool() ?? standard
  }

  /// Takes one of the cases of an enumeration, or the default where there is none.
  public mutating func choice<Value>(
    _ key: String, default standard: Value, among values: [Value], context: String = ""
  ) throws(SuiteError) -> Value where Value: RawRepresentable, Value.RawValue == String {
    try take(key)?.choice(among: values, context: context) ?? standard
  }
}
