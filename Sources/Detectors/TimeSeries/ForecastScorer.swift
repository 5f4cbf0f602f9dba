import Telemetry

/// The forecasts of one channel, with the scale of their errors.
struct ChannelForecast<Gains: GainSequence>: Sendable {
  private var filter: InnovationFilter<Gains>
  /// How often the channel is differenced before it is forecast.
  private let differences: Int
  /// What is taken from the differenced channel.
  private let mean: Double
  /// The standard deviation that multiplies those of the filter.
  private let scale: Double
  /// The values and differences of the newest row, the value first.
  private var newest = SIMD2<Double>.zero
  private var seen = 0

  /// Starts a unit.
  init(_ gains: Gains, differences: Int = 0, mean: Double = 0, scale: Double = 1) {
    filter = InnovationFilter(gains: gains)
    self.differences = differences
    self.mean = mean
    self.scale = scale
  }

  /// Takes in the next value.
  ///
  /// - Returns: The magnitude of the standardised innovation |v| ÷ √F; 0 before the first forecast.
  mutating func surprise(at value: Double) -> Double {
    // Beyond this, differences of finite values would not be.
    var value = min(max(value, -1e100), 1e100)
    let earlier = newest
    for time in 0..<differences {
      newest[time] = value
      value -= earlier[time]
    }
    seen += 1
    guard seen > differences else { return 0 }
    let innovation = filter.observe(value - mean)
    guard let variance = innovation.variance else { return 0 }
    return innovation.value.magnitude / (scale * variance.squareRoot())
  }
}

/// Scores a unit by the largest standardised innovation of any forecast channel.
struct ForecastScorer<Gains: GainSequence>: Scorer {
  /// The channels that are forecast.
  private let channels: [Int]
  private var forecasts: [ChannelForecast<Gains>]
  private var surprises: [Double]

  /// Starts a unit.
  ///
  /// - Parameters:
  ///   - channels: The channels that are forecast.
  ///   - forecasts: The start of each.
  ///   - columns: The number of all channels.
  init(channels: [Int], forecasts: [ChannelForecast<Gains>], columns: Int) {
    self.channels = channels
    self.forecasts = forecasts
    surprises = [Double](repeating: 0, count: columns)
  }

  mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
    var largest = 0.0
    for (index, channel) in channels.enumerated() {
      let surprise = forecasts[index].surprise(at: row[channel])
      surprises[channel] = surprise
      largest = max(largest, surprise)
    }
    return largest
  }

  func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
    Explanation(contributions: surprises)
  }
}
