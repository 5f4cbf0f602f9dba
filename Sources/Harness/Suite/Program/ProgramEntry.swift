public import External
public import JSON

/// A detector of a suite that is a program of its own.
public struct ProgramEntry: Sendable, Equatable {
  /// The program and its arguments.
  public let words: [String]
  /// The folder of the suite file, in which the program starts.
  public let folder: String
  /// What the program is told as its parameters; an object.
  public let parameters: JSONValue
  public let limits: ProgramLimits
  /// Whether no other cell is computed while this one is.
  public let isExclusive: Bool
}

extension ProgramEntry {
  /// Reads the keys of `kind: external`.
  init(
    external reader: inout MappingReader, folder: String, limits: ProgramLimits
  ) throws(SuiteError) {
    words = try reader.require("command").elements().map { (word) throws(SuiteError) in
      try word.word()
    }
    parameters =
      try reader.take("parameters").map { (setting) throws(SuiteError) in
        try setting.parameters()
      } ?? .object([])
    self.folder = folder
    (self.limits, isExclusive) = try Self.conditions(&reader, limits)
    try reader.finish()
  }

  /// Reads the keys of `kind: python`; those that are no key of the kind are the class's parameters.
  init(
    python reader: inout MappingReader, folder: String, limits: ProgramLimits
  ) throws(SuiteError) {
    let name = try reader.require("class")
    let interpreter = try reader.text("python", default: "python3")
    var words = [interpreter, "-m", PythonModule.name, "--class", try Self.className(name)]
    if let window = reader.take("window") {
      words += ["--window", String(try window.integer(in: 1...1_000_000))]
    }
    if !(try reader.bool("batch", default: true)) { words.append("--row-by-row") }
    if let method = reader.take("method") {
      words += ["--method", try method.choice(among: PythonModule.methods)]
    }
    if let needs = reader.take("needs") {
      words += ["--needs", try needs.choice(among: ["healthy", "labels", "lives"])]
    }
    if try reader.bool("stochastic", default: false) { words.append("--stochastic") }
    if let path = reader.take("path") {
      let folders = try path.isList ? path.elements() : [path]
      words += ["--path"] + (try folders.map { (folder) throws(SuiteError) in try folder.text() })
    }
    self.words = words
    self.folder = folder
    (self.limits, isExclusive) = try Self.conditions(&reader, limits)
    let nested = try reader.take("parameters").map { (setting) throws(SuiteError) in
      try setting.parameters()
    }
    let plain = reader.takeRest()
    let members = (nested?.members ?? []) + plain
    if let twice = members.map(\.key).firstRepeated {
      throw name.error("the parameter \"\(twice)\" stands here twice")
    }
    parameters = .object(members)
  }

  private static func conditions(
    _ reader: inout MappingReader, _ limits: ProgramLimits
  ) throws(SuiteError) -> (ProgramLimits, Bool) {
    let own = try reader.take("limits").map { (setting) throws(SuiteError) in
      try ProgramLimits(setting, over: limits)
    }
    return (own ?? limits, try reader.bool("exclusive", default: false))
  }

  private static func className(_ setting: Setting) throws(SuiteError) -> String {
    let name = try setting.text()
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return name }
    throw setting.mismatch(expected: "module:Class, such as pyod.models.iforest:IForest")
  }

  /// The entry as it stands in a resolved suite and in keys; limits change no result.
  var json: JSONValue {
    ["command": .array(words.map(JSONValue.string)), "parameters": parameters]
  }
}

extension Setting {
  /// A word of a command line; numbers need no quotes there.
  fileprivate func word() throws(SuiteError) -> String {
    guard case .scalar(let scalar) = node.content, scalar != .null, !scalar.text.isEmpty else {
      throw mismatch(expected: "a word of the command")
    }
    return scalar.text
  }

  /// A mapping of parameters, as it stands.
  fileprivate func parameters() throws(SuiteError) -> JSONValue {
    guard isMapping else { throw mismatch(expected: "a mapping") }
    return json
  }
}

extension [String] {
  /// The first text that stands in the list again.
  fileprivate var firstRepeated: String? {
    var seen: Set<String> = []
    return first { !seen.insert($0).inserted }
  }
}
