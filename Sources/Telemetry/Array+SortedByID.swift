extension Array where Element == Unit {
  /// The units in ascending id; ids that are all integers sort as numbers.
  var sortedByID: [Unit] {
    let numbers = compactMap { Int($0.id) }
    guard numbers.count == count else { return sorted { $0.id < $1.id } }
    // Ids such as 7 and 07 are the same number; their texts tell them apart.
    return zip(numbers, self).sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
  }
}
