import FoundationEssentials

extension Suite {
  /// Reads a suite file.
  ///
  /// - Parameters:
  ///   - file: The path of the file.
  ///   - knownMetrics: The ids of all metrics.
  ///   - knownKinds: The names of all kinds of detectors.
  /// - Returns: The suite with every default filled in.
  /// - Throws: ``SuiteError`` with the place of the first fault.
  public static func load(
    file: String, knownMetrics: [String], knownKinds: [String]
  ) throws(SuiteError) -> Suite {
    try decode(
      content(of: file), file: file, knownMetrics: knownMetrics, knownKinds: knownKinds)
  }

  /// The bytes of a suite file.
  static func content(of file: String) throws(SuiteError) -> [UInt8] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
      throw SuiteError(file: file, reason: "there is no such file" + question(for: file))
    }
    if isFolder { throw SuiteError(file: file, reason: "this is a folder, not a suite file") }
    guard let content = FileManager.default.contents(atPath: file) else {
      throw SuiteError(file: file, reason: "the file cannot be read")
    }
    return [UInt8](content)
  }

  /// Reads the text of a suite, in UTF-8.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: The name of the file for errors.
  ///   - knownMetrics: The ids of all metrics.
  ///   - knownKinds: The names of all kinds of detectors.
  /// - Returns: The suite with every default filled in.
  /// - Throws: ``SuiteError`` with the place of the first fault.
  public static func decode(
    _ text: [UInt8], file: String, knownMetrics: [String], knownKinds: [String]
  ) throws(SuiteError) -> Suite {
    let root = try Setting(
      parsing: text, file: file,
      whenEmpty: "the file is empty; a suite states name, version, datasets and detectors")
    return try Suite(root, vocabulary: Vocabulary(metrics: knownMetrics, kinds: knownKinds))
  }

  /// The suite in the usual folder whose name is nearest to that of a missing file.
  static func question(for file: String, in folder: String = "suites") -> String {
    let suffix = ".yaml"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = entries.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
    var name = file.split(separator: "/").last.map(String.init) ?? file
    if name.hasSuffix(suffix) { name.removeLast(suffix.count) }
    return Spelling.suggestion(for: name, among: names.sorted())
      .map { "; did you mean \"\(folder)/\($0)\(suffix)\"?" } ?? ""
  }
}

extension Setting {
  /// Reads the text of a file, in UTF-8.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: The name of the file for errors.
  ///   - complaint: What is wrong with a text that holds nothing.
  /// - Throws: ``SuiteError`` with the place where it is no YAML.
  init(parsing text: [UInt8], file: String, whenEmpty complaint: String) throws(SuiteError) {
    let root: YAMLNode?
    do {
      // Some editors begin a file with a mark of its byte order, which is no part of the text.
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      root = try YAMLNode.parse(text.starts(with: mark) ? Array(text.dropFirst(3)) : text)
    } catch {
      throw SuiteError(file: file, place: error.place, path: error.path, reason: error.reason)
    }
    guard let root else { throw SuiteError(file: file, reason: complaint) }
    self.init(file: file, path: "", node: root)
  }
}
