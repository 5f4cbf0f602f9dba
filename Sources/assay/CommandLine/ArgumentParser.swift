import Harness

extension Command {
  /// Reads the words after the command's own by what it declares.
  ///
  /// `--name value`, `--name=value`, `-n value` and `-nvalue` are the same; `--` ends the options.
  /// Options and arguments may be mixed, and the value of an option may begin with a dash.
  ///
  /// - Parameter words: The words.
  /// - Returns: What they say, or `nil` where they ask for help.
  /// - Throws: ``UsageError`` for an unknown or repeated option, a missing value, and too few or
  ///   too many arguments.
  func parse(_ words: [String]) throws(UsageError) -> ParsedArguments? {
    var positionals: [String] = []
    var options: [ParsedArguments.Given] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positionals += rest
        break
      }
      guard word.hasPrefix("-"), word != "-", Double(word) == nil else {
        positionals.append(word)
        if takesCommand {
          positionals += rest
          break
        }
        continue
      }
      let given = try option(word, followedBy: &rest)
      if given.option.long == Option.help.long { return nil }
      if !given.option.isRepeatable, options.contains(where: { $0.name == given.option.long }) {
        throw UsageError("--\(given.option.long) is given twice")
      }
      options.append(ParsedArguments.Given(name: given.option.long, value: given.value))
    }
    try check(positionals)
    return ParsedArguments(positionals: positionals, options: options)
  }

  /// Reads one option, taking its value from the next word where it does not carry it.
  private func option(
    _ word: String, followedBy rest: inout ArraySlice<String>
  ) throws(UsageError) -> (option: Option, value: String?) {
    let (option, attached) = word.hasPrefix("--") ? try long(word) : try short(word)
    if option.isFlag {
      if attached != nil { throw UsageError("--\(option.long) takes no value") }
      return (option, nil)
    }
    if let value = attached ?? takeValue(from: &rest) { return (option, value) }
    throw UsageError("--\(option.long) needs a value: --\(option.long) \(option.value ?? "")")
  }

  /// Takes the next word unless it is itself an option of this command.
  private func takeValue(from rest: inout ArraySlice<String>) -> String? {
    guard let next = rest.first, next != "--" else { return nil }
    let name = next.prefix { $0 != "=" }
    let isOption = allOptions.contains { option in
      name == "--\(option.long)" || option.short.map { next == "-\($0)" } ?? false
    }
    return isOption ? nil : rest.popFirst()
  }

  private func long(_ word: String) throws(UsageError) -> (option: Option, attached: String?) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    if let option = allOptions.first(where: { $0.long == name }) {
      return (option, parts.count == 2 ? String(parts[1]) : nil)
    }
    let question = Spelling.suggestion(for: name, among: allOptions.map(\.long))
      .map { "; did you mean \"--\($0)\"?" }
    throw UsageError(
      "\(self.name) has no option --\(name)\(question ?? "; see assay \(self.name) --help")")
  }

  private func short(_ word: String) throws(UsageError) -> (option: Option, attached: String?) {
    let letters = word.dropFirst()
    guard let option = allOptions.first(where: { $0.short != nil && $0.short == letters.first })
    else { throw UsageError("\(name) has no option \(word); see assay \(name) --help") }
    return (option, letters.count > 1 ? String(letters.dropFirst()) : nil)
  }

  private func check(_ positionals: [String]) throws(UsageError) {
    let needed = arguments.filter { $0.count == .one || $0.count == .atLeastOne }
    if positionals.count < needed.count {
      throw UsageError(
        "\(name) needs \(needed[positionals.count].name): assay \(usage)")
    }
    let isOpen = arguments.contains { $0.count == .anyNumber || $0.count == .atLeastOne }
    if !isOpen, positionals.count > arguments.count {
      throw UsageError(
        "\(name) does not take \"\(positionals[arguments.count])\": assay \(usage)")
    }
  }

  /// The options of the command, and the one that every command has.
  var allOptions: [Option] { options + [.help] }
}
