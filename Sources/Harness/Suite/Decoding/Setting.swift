public import JSON

/// One value of a suite, with all that an error about it has to name.
public struct Setting: Sendable {
  let file: String
  let path: String
  let node: YAMLNode

  public var place: TextPlace { node.place }

  /// An error about this value.
  public func error(_ reason: String) -> SuiteError {
    SuiteError(file: file, place: place, path: path, reason: reason)
  }

  /// The value as JSON, by its own type.
  public var json: JSONValue { node.json }

  /// The folder of the file.
  var folder: String { file.lastIndex(of: "/").map { String(file[...$0]) } ?? "." }

  var isList: Bool {
    if case .sequence = node.content { true } else { false }
  }

  var isMapping: Bool {
    if case .mapping = node.content { true } else { false }
  }

  func mismatch(expected: String) -> SuiteError {
    error("expected \(expected), found \(found)")
  }

  /// What stands here, as it follows "found" in a message.
  private var found: String {
    switch node.content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(.null): "nothing"
    case .scalar(.text(let text)): "\"\(text)\""
    case .scalar(let scalar): scalar.text
    }
  }
}

extension Setting {
  /// The elements of a list that holds at least one.
  public func elements() throws(SuiteError) -> [Setting] {
    guard case .sequence(let nodes) = node.content else { throw mismatch(expected: "a list") }
    if nodes.isEmpty { throw error("the list is empty") }
    return nodes.enumerated().map { index, node in
      Setting(file: file, path: "\(path)[\(index)]", node: node)
    }
  }

  /// The values of a list that holds at least one and none twice.
  public func distinct<Value: Equatable>(
    _ read: (Setting) throws(SuiteError) -> Value
  ) throws(SuiteError) -> [Value] {
    var values: [Value] = []
    for element in try elements() {
      let value = try read(element)
      if values.contains(value) { throw element.error("stands in the list twice") }
      values.append(value)
    }
    return values
  }

  /// A reader of the mapping that stands here.
  public func mapping() throws(SuiteError) -> MappingReader {
    guard case .mapping(let entries) = node.content else { throw mismatch(expected: "a mapping") }
    return MappingReader(file: file, path: path, place: place, entries: entries)
  }

  /// A reader of the mapping that stands here, or of one whose only key has the bare name here.
  func mapping(orNameOf key: String) throws(SuiteError) -> MappingReader {
    if isMapping { return try mapping() }
    guard case .scalar(let scalar) = node.content, scalar != .null else {
      throw mismatch(expected: "a name or a mapping")
    }
    return MappingReader(file: file, path: path, place: place, only: key, value: self)
  }
}

extension YAMLNode {
  var json: JSONValue {
    switch content {
    case .sequence(let nodes): .array(nodes.map(\.json))
    case .mapping(let entries):
      .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
    case .scalar(.null): .null
    case .scalar(.bool(let value)): .bool(value)
    case .scalar(.integer(let value)): .integer(value)
    case .scalar(.number(let value, _)): .number(value)
    case .scalar(.text(let text)), .scalar(.notFinite(let text)): .string(text)
    }
  }
}
