/// Which numbers stand in for a channel: statistics of the unit's last rows.
public struct FeatureRule: Sendable, Equatable {
  /// The rows of a window, the newest included; a unit's first windows are shorter.
  public let window: Int
  /// What is computed of every window, in the order of the prepared columns.
  public let kinds: [FeatureKind]

  /// The lengths that a window may have.
  public static let windows = 2...1000

  public init(window: Int = 5, kinds: [FeatureKind] = FeatureKind.standard) {
    self.window = window
    self.kinds = kinds
  }
}

/// A statistic of a channel over the window that ends at the newest row.
public enum FeatureKind: String, Sendable, CaseIterable {
  /// The newest value itself.
  case value
  case mean
  /// The population standard deviation.
  case sd
  /// The least-squares slope per row; 0 of a single row.
  case slope
  /// The last value minus the first.
  case delta
  case min
  case max
  /// The rows outside the fit rows' quantiles 0.01 and 0.99.
  case count
  /// The newest value minus the one before it; 0 in a unit's first row.
  case difference

  /// What a suite gets that names none.
  public static let standard: [FeatureKind] = [.value, .mean, .sd, .slope, .delta]
}
