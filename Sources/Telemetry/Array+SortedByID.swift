extension Array {
  /// The elements in ascending id; ids that are all integers sort as numbers.
  public func sorted(byID id: (Element) -> String) -> [Element] {
    let ids = map(id)
    let numbers = ids.compactMap { Int($0) }
    guard numbers.count == count else { return zip(ids, self).sorted { $0.0 < $1.0 }.map(\.1) }
    // Ids such as 7 and 07 are the same number; their texts tell them apart.
    return indices.sorted { (numbers[$0], ids[$0]) < (numbers[$1], ids[$1]) }.map { self[$0] }
  }
}
