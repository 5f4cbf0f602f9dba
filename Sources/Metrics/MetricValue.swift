import Numerics

/// The value of one metric in one scope.
public struct MetricValue: Sendable, Equatable {
  public let scope: Scope
  public let metric: String
  public let value: Double
  public let interval: Interval
  /// The number of units, or of events for time metrics, that the value rests on.
  public let n: Int

  /// What is known of the value's uncertainty.
  public enum Interval: Sendable, Equatable {
    case none
    /// The value is a count out of `n`; its bounds are Wilson's.
    case wilson
    /// The values in every resample, NaN where undefined; kept because the interval of a mean over
    /// seeds is made from the resamples of all of them.
    case resampled([Double])
  }

  public init(scope: Scope, metric: String, value: Double, interval: Interval = .none, n: Int) {
    self.scope = scope
    self.metric = metric
    self.value = value
    self.interval = interval
    self.n = n
  }

  /// The bounds of the interval at 95 %, or `nil` where there is none.
  public var bounds: (low: Double, high: Double)? {
    switch interval {
    case .none: nil
    case .wilson: Statistics.wilson(value, of: n).map { (Double(n) * $0.low, Double(n) * $0.high) }
    case .resampled(let values): Resamples.percentileBounds(values)
    }
  }
}

extension MetricValue {
  /// The mean over seeds of the same metric in the same scope.
  ///
  /// Units are resampled once for all seeds: the mean's interval comes from the mean of the seeds'
  /// values in each resample.
  ///
  /// - Parameter values: One value per seed; all of them, or the mean is undefined.
  /// - Returns: The mean, or `nil` of nothing.
  public static func mean(_ values: [MetricValue]) -> MetricValue? {
    guard let first = values.first else { return nil }
    let count = Double(values.count)
    return MetricValue(
      scope: first.scope, metric: first.metric, value: values.map(\.value).reduce(0, +) / count,
      interval: meanInterval(values, count), n: values.map(\.n).min() ?? first.n)
  }

  private static func meanInterval(_ values: [MetricValue], _ count: Double) -> Interval {
    let replicates = values.compactMap { value -> [Double]? in
      if case .resampled(let resampled) = value.interval { resampled } else { nil }
    }
    guard let first = replicates.first, replicates.count == values.count else {
      return values.allSatisfy { $0.interval == .wilson } ? .wilson : .none
    }
    return .resampled(
      first.indices.map { resample in
        replicates.map { $0[resample] }.reduce(0, +) / count
      })
  }
}
