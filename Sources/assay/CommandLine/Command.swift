/// One thing that the program does: parsing, help and the run itself are made from this value.
struct Command: Sendable {
  /// The words that name the command, such as `data inspect`.
  let path: [String]
  /// One line for the list of commands.
  let summary: String
  /// What the command does, in paragraphs without line breaks.
  let discussion: [String]
  let arguments: [Argument]
  let options: [Option]
  let examples: [Example]
  /// Whether the arguments are a command line of their own, whose options belong to it.
  let takesCommand: Bool
  let run: @Sendable (ParsedArguments) throws -> ExitCode

  init(
    path: [String], summary: String, discussion: [String] = [], arguments: [Argument] = [],
    options: [Option] = [], examples: [Example] = [], takesCommand: Bool = false,
    run: @escaping @Sendable (ParsedArguments) throws -> ExitCode
  ) {
    self.path = path
    self.summary = summary
    self.discussion = discussion
    self.arguments = arguments
    self.options = options
    self.examples = examples
    self.takesCommand = takesCommand
    self.run = run
  }

  var name: String { path.joined(separator: " ") }

  /// A value that is known by its position.
  struct Argument: Sendable {
    /// The name as printed, such as `SUITE`.
    let name: String
    let help: String
    var count = Count.one

    /// How many values stand there; all but the last argument of a command are `one`.
    enum Count: Sendable {
      case one
      case optional
      case anyNumber
      case atLeastOne
    }
  }

  /// A line that a reader can copy, and what it does.
  struct Example: Sendable {
    let line: String
    let meaning: String
  }
}

/// A value or a flag that is known by its name.
struct Option: Sendable {
  /// The name without its dashes, such as `out`.
  let long: String
  /// A single letter that stands for the name, if any.
  let short: Character?
  /// The name of the value as printed, such as `DIR`; `nil` for a flag.
  let value: String?
  let help: String
  /// What holds without the option, as printed.
  let standard: String?
  let isRepeatable: Bool

  private init(
    long: String, short: Character?, value: String?, help: String, standard: String?,
    isRepeatable: Bool
  ) {
    self.long = long
    self.short = short
    self.value = value
    self.help = help
    self.standard = standard
    self.isRepeatable = isRepeatable
  }

  /// An option that is there or not.
  static func flag(_ long: String, short: Character? = nil, help: String) -> Option {
    Option(
      long: long, short: short, value: nil, help: help, standard: nil, isRepeatable: false)
  }

  /// An option that carries a value.
  static func value(
    _ long: String, short: Character? = nil, name: String, help: String,
    default standard: String? = nil,
    isRepeatable: Bool = false
  ) -> Option {
    Option(
      long: long, short: short, value: name, help: help, standard: standard,
      isRepeatable: isRepeatable)
  }

  /// The option that every command has.
  static let help = Option.flag("help", short: "h", help: "Print this help.")

  var isFlag: Bool { value == nil }
}
