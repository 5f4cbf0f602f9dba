extension Array where Element: Hashable {
  /// The elements in order, each where it stands first.
  public func removingRepeats() -> [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}
