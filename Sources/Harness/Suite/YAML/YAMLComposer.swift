import JSON

extension YAMLNode {
  /// Reads a text in UTF-8 that holds exactly one document.
  ///
  /// - Returns: The root, or `nil` where the text holds nothing but blanks and comments.
  /// - Throws: ``YAMLError`` for a fault of syntax, a duplicate key, an anchor, alias or tag, a key
  ///   that is no text, a second document, or nesting beyond ``YAMLComposer/deepest`` levels.
  static func parse(_ text: [UInt8]) throws(YAMLError) -> YAMLNode? {
    var composer = YAMLComposer(text)
    return try composer.document()
  }
}

/// Builds the tree of nodes from the steps of reading.
struct YAMLComposer: ~Copyable {
  /// Deeper nesting is refused, so that no file can exhaust the stack.
  static let deepest = 64

  private var reader: YAMLEventReader

  init(_ text: [UInt8]) {
    reader = YAMLEventReader(text)
  }

  mutating func document() throws(YAMLError) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try reader.next()
      switch event.kind {
      case .streamEnd: return root
      case .documentStart:
        if root != nil {
          throw YAMLError(place: event.place, reason: "a suite is one YAML document, not several")
        }
        root = try node(from: reader.next(), path: "", depth: 0)
      default: continue
      }
    }
  }

  private mutating func node(
    from event: YAMLEvent, path: String, depth: Int
  ) throws(YAMLError) -> YAMLNode {
    if let reason = Self.refusal(of: event, depth: depth) {
      throw YAMLError(place: event.place, path: path, reason: reason)
    }
    let content: YAMLNode.Content
    switch event.kind {
    case .scalar(let text, let isPlain): content = .scalar(YAMLScalar(text, isPlain: isPlain))
    case .sequenceStart: content = .sequence(try sequence(path: path, depth: depth))
    default: content = .mapping(try mapping(path: path, depth: depth))
    }
    return YAMLNode(content: content, place: event.place)
  }

  private static func refusal(of event: YAMLEvent, depth: Int) -> String? {
    if event.kind == .alias { return "aliases are not supported; write the value out" }
    if event.hasAnchor { return "anchors are not supported; write the value out where it is used" }
    if event.hasTag { return "tags are not supported; write the plain value" }
    return depth > deepest ? "nested more than \(deepest) levels deep" : nil
  }

  private mutating func sequence(path: String, depth: Int) throws(YAMLError) -> [YAMLNode] {
    var elements: [YAMLNode] = []
    while true {
      let event = try reader.next()
      if event.kind == .sequenceEnd { return elements }
      elements.append(
        try node(from: event, path: "\(path)[\(elements.count)]", depth: depth + 1))
    }
  }

  private mutating func mapping(path: String, depth: Int) throws(YAMLError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    while true {
      let event = try reader.next()
      if event.kind == .mappingEnd { return entries }
      guard case .scalar(let key, _) = event.kind else {
        let reason =
          Self.refusal(of: event, depth: depth) ?? "a key must be a text, not a list or mapping"
        throw YAMLError(place: event.place, path: path, reason: reason)
      }
      let keyPath = path.isEmpty ? key : "\(path).\(key)"
      if let reason = Self.refusal(of: event, depth: depth) {
        throw YAMLError(place: event.place, path: keyPath, reason: reason)
      }
      if let first = entries.first(where: { $0.key == key }) {
        throw YAMLError(
          place: event.place, path: keyPath,
          reason: "the key stands twice, first in line \(first.place.line)")
      }
      let value = try node(from: reader.next(), path: keyPath, depth: depth + 1)
      entries.append(YAMLNode.Entry(key: key, place: event.place, value: value))
    }
  }
}
