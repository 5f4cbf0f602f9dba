/// Ranks, tails and corrections for comparing several things at once.
extension Statistics {
  /// The rank of every value, 1 for the smallest; equal values share the mean of their ranks.
  public static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The ranks start + 1 through end, of which each gets the mean.
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }

  /// The probability that a standard normal number exceeds `z`.
  ///
  /// Below 3 the series of Marsaglia ("Evaluating the normal distribution", J. Stat. Software 11(4),
  /// 2004), from there on Laplace's continued fraction, which keeps its relative precision in the
  /// tail: 1e-12 throughout.
  public static func normalTail(_ z: Double) -> Double {
    if z.isNaN { return z }
    if z < 0 { return 1 - normalTail(-z) }
    let density = Elementary.exp(-0.5 * z * z) * 0.398942280401432677940
    if z >= 3 {
      var fraction = 0.0
      for term in stride(from: 120.0, through: 1, by: -1) { fraction = term / (z + fraction) }
      return density / (z + fraction)
    }
    var term = z
    var sum = z
    var odd = 1.0
    while term > 1e-17 * sum {
      odd += 2
      term *= z * z / odd
      sum += term
    }
    return 0.5 - density * sum
  }

  /// Holm's correction of p-values for the number of tests, in the order in which they are given.
  ///
  /// Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979).
  public static func holm(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var adjusted = probabilities
    var largest = 0.0
    for (place, index) in order.enumerated() {
      let factor = Double(probabilities.count - place)
      largest = max(largest, min(1, factor * probabilities[index]))
      adjusted[index] = largest
    }
    return adjusted
  }
}
