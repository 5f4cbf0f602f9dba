import Harness
import Reports

/// The commands of the program, and the way from a command line to one of them.
struct Program: Sendable {
  let name: String
  let version: String
  let summary: String
  let commands: [Command]

  /// Follows a command line.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's own name.
  ///   - write: Takes what is to be printed on standard output.
  /// - Returns: The exit code.
  /// - Throws: ``UsageError`` and whatever the command throws.
  func run(_ words: [String], write: (String) -> Void) throws -> ExitCode {
    switch words.first {
    case nil, "--help", "-h":
      write(help)
    case "--version":
      write("\(name) \(version)\n")
    case "help":
      write(try help(on: Array(words.dropFirst())))
    case let group?
    where words.count == 2 && ["--help", "-h"].contains(words[1]) && isGroup(group):
      write(help(onGroup: group))
    default:
      let command = try command(for: words)
      guard let arguments = try command.parse(Array(words.dropFirst(command.path.count))) else {
        write(command.help)
        return .fine
      }
      return try command.run(arguments)
    }
    return .fine
  }

  /// The command that the first words name; the longest path wins.
  func command(for words: [String]) throws(UsageError) -> Command {
    let matches = commands.filter { words.starts(with: $0.path) }
    if let command = matches.max(by: { $0.path.count < $1.path.count }) { return command }
    let first = words.first ?? ""
    let group = commands.filter { $0.path.count > 1 && $0.path.first == first }
    if first.hasPrefix("-") {
      throw UsageError("\(name) has no option \(first); see \(name) --help")
    }
    guard !group.isEmpty else {
      throw UsageError(
        "unknown command \"\(first)\"" + remedy(for: first, among: commands.map { $0.path[0] }))
    }
    guard words.count > 1, !words[1].hasPrefix("-") else {
      let names = group.map(\.name).joined(separator: ", ")
      throw UsageError("\"\(first)\" is the beginning of a command: \(names)")
    }
    throw UsageError(
      "unknown command \"\(first) \(words[1])\""
        + remedy(for: "\(first) \(words[1])", among: group.map(\.name)))
  }

  /// What the program does and what commands it has.
  var help: String {
    HelpText.joined([
      ["Usage: \(name) COMMAND [arguments] [options]"],
      Paragraph.wrapped(summary),
      ["Commands:"]
        + HelpText.table(
          commands.map { ($0.name, $0.summary) }
            + [("help COMMAND", "Explain a command, with examples.")]),
      ["Options:"]
        + HelpText.table([
          ("-h, --help", "Print this help, or that of a command."),
          ("--version", "Print the version."),
        ]),
    ])
  }

  /// Whether a word only begins commands, and is none itself.
  private func isGroup(_ word: String) -> Bool {
    commands.contains { $0.path.count > 1 && $0.path.first == word }
      && !commands.contains { $0.path == [word] }
  }

  /// The commands that begin with a word.
  private func help(onGroup word: String) -> String {
    HelpText.joined([
      ["Commands:"]
        + HelpText.table(
          commands.filter { $0.path.first == word }.map { ($0.name, $0.summary) })
    ])
  }

  private func help(on words: [String]) throws(UsageError) -> String {
    if words.isEmpty { return help }
    if let group = words.first, words.count == 1, isGroup(group) { return help(onGroup: group) }
    let command = try command(for: words)
    guard words.count == command.path.count else {
      throw UsageError("help takes the name of one command: \(name) help \(command.name)")
    }
    return command.help
  }

  private func remedy(for word: String, among names: [String]) -> String {
    let question = Spelling.question(for: word, among: names)
    return question.isEmpty ? "; see \(name) --help" : question
  }
}
