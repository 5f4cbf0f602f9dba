import Harness

/// What a command line says to a command: every name in it is one that the command declares.
struct ParsedArguments: Sendable, Equatable {
  /// The values by position, in order.
  let positionals: [String]
  private let options: [Given]

  /// An option as it was given; a flag has no value.
  struct Given: Sendable, Equatable {
    let name: String
    let value: String?
  }

  init(positionals: [String] = [], options: [Given] = []) {
    self.positionals = positionals
    self.options = options
  }

  func flag(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// The value of an option, or `nil` where it was not given.
  func value(_ name: String) -> String? { values(name).first }

  /// Every value of an option that may be repeated, in order.
  func values(_ name: String) -> [String] {
    options.filter { $0.name == name }.compactMap(\.value)
  }

  /// The value at a position, or `nil` where the command line ends before it.
  func optionalPositional(_ index: Int) -> String? {
    positionals.indices.contains(index) ? positionals[index] : nil
  }

  /// The value at the position of an argument that must be there.
  ///
  /// - Precondition: The command declares the argument as needed.
  func positional(_ index: Int) -> String {
    precondition(positionals.indices.contains(index), "argument \(index) is not declared as needed")
    return positionals[index]
  }

  /// The value of an option as an integer within a range, or `nil` where it was not given.
  func integer(
    _ name: String, in range: ClosedRange<Int> = .min ... .max
  ) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    let limits =
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): ""
      case (let low, .max): " of at least \(low)"
      case (.min, let high): " of at most \(high)"
      case (let low, let high): " from \(low) through \(high)"
      }
    throw UsageError("--\(name) takes an integer\(limits), not \"\(text)\"")
  }

  /// The value of an option as a finite number within a range, or `nil` where it was not given.
  func number(
    _ name: String, in range: NumberRange = .any
  ) throws(UsageError) -> Double? {
    guard let text = value(name) else { return nil }
    if let number = Double(text), number.isFinite, range.contains(number) { return number }
    let limits = range.description.isEmpty ? "" : " \(range)"
    throw UsageError("--\(name) takes a number\(limits), not \"\(text)\"")
  }

  /// The value of an option as one of several words, or `nil` where it was not given.
  func choice(_ name: String, among words: [String]) throws(UsageError) -> String? {
    guard let text = value(name) else { return nil }
    if words.contains(text) { return text }
    throw UsageError(
      "--\(name) takes one of \(words.joined(separator: ", ")), not \"\(text)\""
        + Spelling.question(for: text, among: words))
  }
}
