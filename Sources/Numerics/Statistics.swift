/// Descriptive statistics, each with its sums in a fixed order.
public enum Statistics {
  /// The arithmetic mean, or `nil` of nothing.
  public static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The population standard deviation about the mean, in two passes, or `nil` of nothing.
  public static func standardDeviation(_ values: [Double]) -> Double? {
    guard let mean = mean(values) else { return nil }
    var sum = 0.0
    for value in values { sum += (value - mean) * (value - mean) }
    return (sum / Double(values.count)).squareRoot()
  }

  /// The quantile of type 7 (Hyndman and Fan, 1996): linear between order statistics.
  ///
  /// - Parameters:
  ///   - sorted: The values in ascending order, without NaN.
  ///   - probability: From 0 through 1.
  /// - Returns: The quantile, or `nil` of nothing.
  public static func quantile(ofSorted sorted: [Double], _ probability: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let position = probability * Double(sorted.count - 1)
    let index = Int(position.rounded(.down))
    guard index + 1 < sorted.count else { return last }
    let low = sorted[index]
    let high = sorted[index + 1]
    // The equality also keeps a pair of infinities from making NaN.
    return low == high ? low : low + (position - Double(index)) * (high - low)
  }

  /// The median of type 7, or `nil` of nothing.
  public static func median(_ values: [Double]) -> Double? {
    quantile(ofSorted: values.sorted(), 0.5)
  }

  /// Wilson's score interval for a share of `count` out of `total`, at 95 %.
  ///
  /// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
  /// A mean of counts may be given: the formula needs no whole number.
  ///
  /// - Returns: Two shares from 0 through 1, or `nil` when `total` is 0.
  public static func wilson(_ count: Double, of total: Int) -> (low: Double, high: Double)? {
    guard total > 0 else { return nil }
    let z = 1.959963984540054
    let n = Double(total)
    let share = count / n
    let denominator = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / denominator
    let half = z / denominator * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // The bounds are 0 and 1 exactly where nothing or everything was counted.
    return (count == 0 ? 0 : centre - half, count == n ? 1 : centre + half)
  }
}
