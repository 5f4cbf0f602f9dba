import JSON

/// A node of a YAML document, with the place where it begins.
struct YAMLNode: Sendable {
  /// What a node holds.
  indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A key of a mapping and its value.
  struct Entry: Sendable {
    let key: String
    let place: TextPlace
    let value: YAMLNode
  }

  let content: Content
  let place: TextPlace
}
