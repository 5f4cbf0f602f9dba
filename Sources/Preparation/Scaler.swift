import Numerics

/// How channels are brought to a common scale.
public enum ScalingKind: String, Sendable, CaseIterable {
  /// Mean and population standard deviation.
  case standard
  /// Median and interquartile range, quartiles of type 7.
  case robust
  /// Minimum and range.
  case minmax
  /// The values as they are.
  case none
}

/// The rows that share a scale.
public enum ScalingScope: String, Sendable, CaseIterable {
  case global
  case regime
  case unit
}

/// Centre and spread of every channel, for every group of rows that shares a scale.
struct Scaler: Sendable {
  /// A spread at or below this is rounding: the channel is constant.
  ///
  /// It counts as constant, too, where its spread leaves the range of numbers.
  static let smallestSpread = 1e-9

  /// Scaled values beyond this stand here, so that sums of their squares remain numbers.
  static let largestMagnitude = 1e100

  /// Groups × channels.
  let centre: Matrix
  /// Groups × channels; 0 marks a channel that is constant in the group.
  let spread: Matrix

  /// Fits on rows of numbers without NaN.
  ///
  /// - Parameters:
  ///   - kind: Which centre and spread to take.
  ///   - rows: Rows × channels.
  ///   - groups: The group of every row.
  ///   - groupCount: The number of groups; one without rows scales every channel to 0.
  init(_ kind: ScalingKind, rows: Matrix, groups: [Int], groupCount: Int) {
    var centre = Matrix(rows: groupCount, columns: rows.columns, filledWith: 0)
    var spread = Matrix(rows: groupCount, columns: rows.columns, filledWith: 0)
    for column in 0..<rows.columns {
      var values = [[Double]](repeating: [], count: groupCount)
      for row in 0..<rows.rows { values[groups[row]].append(rows[row, column]) }
      for (group, values) in values.enumerated() {
        guard let fitted = Self.fit(kind, values) else { continue }
        centre[group, column] = fitted.centre
        let isUsable = fitted.spread > Self.smallestSpread && fitted.spread.isFinite
        spread[group, column] = isUsable ? fitted.spread : 0
      }
    }
    self.centre = centre
    self.spread = spread
  }

  private static func fit(_ kind: ScalingKind, _ values: [Double]) -> (
    centre: Double, spread: Double
  )? {
    switch kind {
    case .standard:
      guard let mean = Statistics.mean(values), let sd = Statistics.standardDeviation(values) else {
        return nil
      }
      return (mean, sd)
    case .robust:
      let sorted = values.sorted()
      guard let median = Statistics.quantile(ofSorted: sorted, 0.5),
        let lower = Statistics.quantile(ofSorted: sorted, 0.25),
        let upper = Statistics.quantile(ofSorted: sorted, 0.75)
      else { return nil }
      return (median, upper - lower)
    case .minmax, .none:
      guard let low = values.min(), let high = values.max() else { return nil }
      return (low, high - low)
    }
  }

  /// The channels that vary in at least one group.
  var varyingChannels: [Int] {
    (0..<spread.columns).filter { column in
      (0..<spread.rows).contains { spread[$0, column] > 0 }
    }
  }

  /// A value that is none stays so.
  private static func limited(_ value: Double) -> Double {
    if value > largestMagnitude { return largestMagnitude }
    return value < -largestMagnitude ? -largestMagnitude : value
  }

  /// Scales some channels of a matrix; a channel constant in a row's group gives 0.
  func scale(_ values: Matrix, channels: [Int], groups: [Int]) -> Matrix {
    var scaled = [Double]()
    scaled.reserveCapacity(values.rows * channels.count)
    for row in 0..<values.rows {
      let group = groups[row]
      for channel in channels {
        let spread = spread[group, channel]
        let value = (values[row, channel] - centre[group, channel]) / spread
        scaled.append(spread > 0 ? Self.limited(value) : 0)
      }
    }
    return Matrix(rows: values.rows, columns: channels.count, storage: scaled)
  }
}
