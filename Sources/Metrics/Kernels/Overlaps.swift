/// For every run the positions of the other runs that it shares a row with.
///
/// - Parameters:
///   - runs: Disjoint runs, ascending.
///   - others: Disjoint runs, ascending.
/// - Returns: One half-open range of positions among `others` per run; empty where there is none.
/// - Complexity: O(*a* + *b*) for *a* runs and *b* others.
func overlaps(of runs: [Range<Int>], with others: [Range<Int>]) -> [Range<Int>] {
  var first = 0
  return runs.map { run in
    while first < others.count, others[first].upperBound <= run.lowerBound { first += 1 }
    var end = first
    while end < others.count, others[end].lowerBound < run.upperBound { end += 1 }
    return first..<end
  }
}
