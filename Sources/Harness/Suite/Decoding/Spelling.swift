/// Guesses which known name a mistyped one was meant to be.
public enum Spelling {
  /// The known name nearest to a mistyped one, or `nil` where none is near.
  ///
  /// Near is a distance of at most a third of the longer name; upper and lower case are the same.
  /// The first of several equally near names is taken.
  public static func suggestion(for name: String, among known: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in known {
      let distance = distance(name.lowercased(), candidate.lowercased())
      let allowed = max(name.count, candidate.count) / 3
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The suggestion as the end of a sentence, or nothing where none is near.
  public static func question(for name: String, among known: [String]) -> String {
    suggestion(for: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two names.
  ///
  /// The restricted distance (optimal string alignment): no part is edited twice.
  ///
  /// - Complexity: O(*m* · *n*) for names of *m* and *n* characters.
  static func distance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
        var least = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
