/// A pattern of names in which `*` stands for any characters and `?` for any one.
public struct Glob: Sendable, Equatable {
  public let pattern: String

  public init(_ pattern: String) {
    self.pattern = pattern
  }

  /// Whether the pattern covers the whole name.
  ///
  /// - Complexity: O(*m* · *n*) for a pattern of *m* and a name of *n* characters.
  public func matches(_ name: String) -> Bool {
    let name = Array(name)
    // reached[i]: the pattern so far covers the first i characters.
    var reached = [true] + [Bool](repeating: false, count: name.count)
    for symbol in pattern {
      var next = [Bool](repeating: false, count: name.count + 1)
      if symbol == "*" { next[0] = reached[0] }
      for index in name.indices {
        next[index + 1] =
          symbol == "*"
          ? reached[index + 1] || next[index]
          : reached[index] && (symbol == "?" || symbol == name[index])
      }
      reached = next
    }
    return reached[name.count]
  }
}
