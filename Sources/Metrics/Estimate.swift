import Numerics

/// A value with what it is in every resample of the units.
public struct Estimate: Sendable, Equatable {
  public let value: Double
  /// One value per resample, NaN where undefined; `nil` where there are too few units to resample.
  public let replicates: [Double]?

  public init(value: Double, replicates: [Double]?) {
    self.value = value
    self.replicates = replicates
  }

  /// The percentile interval at 95 %, or `nil` where there is none.
  public var bounds: (low: Double, high: Double)? {
    replicates.flatMap(Resamples.percentileBounds)
  }

  /// The difference to another estimate from the same units, each resample paired with itself.
  ///
  /// Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 8 and 13.
  public static func - (first: Estimate, second: Estimate) -> Estimate {
    var replicates: [Double]?
    if let ours = first.replicates, let theirs = second.replicates, ours.count == theirs.count {
      replicates = zip(ours, theirs).map { $0 - $1 }
    }
    return Estimate(value: first.value - second.value, replicates: replicates)
  }

  /// The two-sided probability of a value so far from zero if it were zero in truth.
  ///
  /// From the value over its bootstrap standard error, as normal: counting resamples beyond zero
  /// could show no probability below one in their number, too coarse to correct for many tests.
  /// `nil` without resamples, or where the value is undefined in more than half of them.
  public var probabilityOfZero: Double? {
    guard let defined = replicates?.filter({ !$0.isNaN }), bounds != nil,
      let error = Statistics.standardDeviation(defined)
    else { return nil }
    if error == 0 { return value == 0 ? 1 : 0 }
    return min(1, 2 * Statistics.normalTail(abs(value) / error))
  }
}
