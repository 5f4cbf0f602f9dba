/// Precision and recall of ranges instead of rows.
///
/// Tatbul, Lee, Zdonik, Alam and Gottschlich, "Precision and recall for time series", NeurIPS 2018;
/// equal to the authors' program (IntelLabs/TSAD-Evaluator).
public struct RangeScore: Sendable {
  /// Where in a range a covered row counts more.
  public enum Bias: String, Sendable, CaseIterable {
    case flat
    case front
    case back
    case middle
  }

  /// What a range is worth that several others cover piece by piece.
  public enum Cardinality: String, Sendable, CaseIterable {
    /// As much as if one did.
    case one
    /// One part in as many as there are pieces.
    case reciprocal
  }

  /// The weight of finding an event at all against covering it, from 0 through 1.
  public let alpha: Double
  public let precisionBias: Bias
  public let recallBias: Bias
  public let cardinality: Cardinality

  /// Creates the metric; the defaults are those of the catalog.
  public init(
    alpha: Double = 0, precisionBias: Bias = .flat, recallBias: Bias = .flat,
    cardinality: Cardinality = .reciprocal
  ) {
    self.alpha = alpha
    self.precisionBias = precisionBias
    self.recallBias = recallBias
    self.cardinality = cardinality
  }

  /// The mean reward of the alarm segments, held against the events; `nil` without alarms.
  ///
  /// - Complexity: O(*a* + *e*) for *a* alarm segments and *e* events.
  public func precision(_ series: Series) -> Double? {
    meanReward(of: series.alarms, by: series.events, alpha: 0, precisionBias)
  }

  /// The mean reward of the events, held against the alarm segments; `nil` without events.
  ///
  /// - Complexity: O(*a* + *e*) for *a* alarm segments and *e* events.
  public func recall(_ series: Series) -> Double? {
    meanReward(of: series.events, by: series.alarms, alpha: alpha, recallBias)
  }

  /// The harmonic mean of both; `nil` where either is undefined or both are 0.
  public static func f1(precision: Double?, recall: Double?) -> Double? {
    harmonicMean(precision, recall)
  }

  private func meanReward(
    of ranges: [Range<Int>], by others: [Range<Int>], alpha: Double, _ bias: Bias
  ) -> Double? {
    var sum = 0.0
    for (range, covering) in zip(ranges, overlaps(of: ranges, with: others))
    where !covering.isEmpty {
      var covered = 0
      for other in others[covering] { covered += bias.weight(of: other, in: range) }
      let share = Double(covered) / Double(bias.weight(of: range, in: range))
      let pieces = cardinality == .reciprocal ? Double(covering.count) : 1
      sum += alpha + (1 - alpha) * share / pieces
    }
    return ratio(sum, Double(ranges.count))
  }
}

extension RangeScore.Bias {
  /// The summed positional weights of the rows of a range that another covers.
  ///
  /// Weights of a range of L rows, position i from 1: flat 1, front L − i + 1, back i, middle i
  /// through ⌊L/2⌋ and L − i + 1 beyond. Their sums are whole numbers.
  fileprivate func weight(of other: Range<Int>, in range: Range<Int>) -> Int {
    let covered = other.clamped(to: range)
    let length = range.count
    return weight(ofFirst: covered.upperBound - range.lowerBound, length)
      - weight(ofFirst: covered.lowerBound - range.lowerBound, length)
  }

  private func weight(ofFirst count: Int, _ length: Int) -> Int {
    switch self {
    case .flat: return count
    case .front: return Self.triangle(length) - Self.triangle(length - count)
    case .back: return Self.triangle(count)
    case .middle:
      let half = length / 2
      if count <= half { return Self.triangle(count) }
      return Self.triangle(half) + Self.triangle(length - half) - Self.triangle(length - count)
    }
  }

  private static func triangle(_ n: Int) -> Int { n * (n + 1) / 2 }
}
