import JSON

/// One step of reading a YAML text, and where it begins.
struct YAMLEvent: Sendable, Equatable {
  /// The kinds of steps.
  enum Kind: Sendable, Equatable {
    case documentStart
    case scalar(String, isPlain: Bool)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case alias
    case streamEnd
    /// What stands between documents and says nothing.
    case other
  }

  let kind: Kind
  let place: TextPlace
  /// Whether the node is given a name to be repeated elsewhere.
  var hasAnchor = false
  /// Whether the node states its own type.
  var hasTag = false
}

/// A text that is not YAML, or uses a part of YAML that suites do without.
struct YAMLError: Error, Equatable, Sendable {
  let place: TextPlace
  /// The keys and indices that lead to the place, as in `datasets[1].split`.
  var path = ""
  let reason: String
}
