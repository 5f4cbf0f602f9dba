/// The statistics of one channel over a window, oldest value first.
struct FeatureWindow {
  private let values: ArraySlice<Double>
  private let mean: Double

  /// - Precondition: The window holds a value.
  init(_ values: ArraySlice<Double>) {
    self.values = values
    var sum = 0.0
    for value in values { sum += value }
    mean = sum / Double(values.count)
  }

  /// A statistic of the window.
  ///
  /// - Parameters:
  ///   - kind: Which one.
  ///   - usual: The range outside of which a value counts.
  /// - Returns: The statistic.
  func statistic(_ kind: FeatureKind, usual: ClosedRange<Double>) -> Double {
    let last = values[values.endIndex - 1]
    switch kind {
    case .value: return last
    case .mean: return mean
    case .sd: return deviation
    case .slope: return slope
    case .delta: return last - values[values.startIndex]
    case .min: return values.reduce(last, Swift.min)
    case .max: return values.reduce(last, Swift.max)
    case .count: return Double(values.count { !usual.contains($0) })
    case .difference: return values.count < 2 ? 0 : last - values[values.endIndex - 2]
    }
  }

  private var deviation: Double {
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return (squares / Double(values.count)).squareRoot()
  }

  private var slope: Double {
    let middle = Double(values.count - 1) / 2
    var products = 0.0
    var squares = 0.0
    for (place, value) in values.enumerated() {
      let distance = Double(place) - middle
      products += distance * (value - mean)
      squares += distance * distance
    }
    return squares > 0 ? products / squares : 0
  }
}
