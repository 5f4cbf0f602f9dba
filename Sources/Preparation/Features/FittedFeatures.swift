import Numerics

/// A rule of features that has seen the fit rows of the channels it is computed of.
///
/// Windows trail: a row's features depend on it and earlier rows of its unit alone.
struct FittedFeatures: Sendable {
  private let rule: FeatureRule
  /// For every channel the range of its usual values.
  private let usual: [ClosedRange<Double>]
  private let scaler: Scaler
  private let isScaled: Bool
  /// The columns that vary over the fit rows, among all: kind by kind, the channels of each in order.
  private let columns: [Int]

  /// Learns the ranges of usual values, and the features' own scale.
  ///
  /// - Parameters:
  ///   - rule: Which features.
  ///   - units: For every training unit its rows × channels, and which rows are fit rows.
  ///   - isScaled: Whether features are brought to mean 0 and standard deviation 1.
  init(_ rule: FeatureRule, units: [(values: Matrix, fitRows: [Int])], isScaled: Bool) {
    self.rule = rule
    self.isScaled = isScaled
    let channels = units.first?.values.columns ?? 0
    let usual = (0..<channels).map { channel in
      let sorted = units.flatMap { unit in unit.fitRows.map { unit.values[$0, channel] } }.sorted()
      let low = Statistics.quantile(ofSorted: sorted, 0.01) ?? 0
      return low...max(low, Statistics.quantile(ofSorted: sorted, 0.99) ?? 0)
    }
    self.usual = usual
    let all = Array(0..<rule.kinds.count * channels)
    var storage: [Double] = []
    var count = 0
    for unit in units {
      let features = Self.features(rule, of: unit.values, usual: usual, columns: all)
      for row in unit.fitRows { storage.append(contentsOf: features.row(row)) }
      count += unit.fitRows.count
    }
    scaler = Scaler(
      isScaled ? .standard : .none,
      rows: Matrix(rows: count, columns: all.count, storage: storage),
      groups: [Int](repeating: 0, count: count), groupCount: 1)
    columns = scaler.varyingChannels
  }

  /// For every column the channel that it is computed of, and the statistic.
  var sources: [(channel: Int, kind: FeatureKind)] {
    columns.map { ($0 % usual.count, rule.kinds[$0 / usual.count]) }
  }

  /// The features of a unit's first rows.
  ///
  /// - Parameter values: Rows × channels, from the unit's first row.
  /// - Returns: Rows × ``sources``.
  func features(of values: Matrix) -> Matrix {
    if !isScaled { return Self.features(rule, of: values, usual: usual, columns: columns) }
    let all = Self.features(
      rule, of: values, usual: usual, columns: Array(0..<rule.kinds.count * usual.count))
    return scaler.scale(
      all, channels: columns, groups: [Int](repeating: 0, count: values.rows))
  }

  private static func features(
    _ rule: FeatureRule, of values: Matrix, usual: [ClosedRange<Double>], columns: [Int]
  ) -> Matrix {
    var features = Matrix(rows: values.rows, columns: columns.count, filledWith: 0)
    let places = Dictionary(grouping: columns.indices) { columns[$0] % usual.count }
    for channel in usual.indices {
      let history = values.column(channel)
      guard let places = places[channel] else { continue }
      for row in history.indices {
        let window = FeatureWindow(history[max(0, row + 1 - rule.window)...row])
        for place in places {
          features[row, place] = window.statistic(
            rule.kinds[columns[place] / usual.count], usual: usual[channel])
        }
      }
    }
    return features
  }
}
