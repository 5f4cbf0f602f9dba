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
    /// Stated bounds.
    case bounds(low: Double, high: Double)
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
    case .bounds(let low, let high): (low, high)
    case .resampled(let values): Resamples.percentileBounds(values)
    }
  }
}
