import Numerics

/// The last scaled rows of one unit.
struct VolatilityWindow: Sendable {
  private let scale: VolatilityScale
  /// Scaled rows one after another, the oldest first: at most ``VolatilityPhases/window`` of them.
  private var rows: [Double] = []
  /// The load of the last ``VolatilityPhases/dwell`` rows.
  private var loads: [Double] = []
  /// The last scaled reading of every channel; the training mean before the first.
  private var last: [Double]

  /// What the window shows at its newest row.
  struct Measure {
    /// The mean over channels of the population sd of the window's rows, in training sds.
    let volatility: Double
    /// The mean of the load channels.
    let load: Double
    /// The least-squares slope of the load, per row.
    let trend: Double
  }

  init(scale: VolatilityScale) {
    self.scale = scale
    last = [Double](repeating: 0, count: scale.channels.count)
  }

  /// Takes the next row in and the one that has become too old out.
  mutating func push(_ row: Span<Double>) -> Measure {
    for (index, channel) in scale.channels.enumerated() where !row[channel].isNaN {
      last[index] = (row[channel] - scale.mean[index]) / scale.spread[index]
    }
    if rows.count == VolatilityPhases.window * last.count { rows.removeFirst(last.count) }
    rows.append(contentsOf: last)
    var load = 0.0
    for channel in scale.load { load += last[channel] }
    load /= Double(scale.load.count)
    if loads.count == VolatilityPhases.dwell { loads.removeFirst() }
    loads.append(load)
    return Measure(volatility: volatility, load: load, trend: trend)
  }

  private var volatility: Double {
    let count = Double(rows.count / last.count)
    var sum = 0.0
    for channel in last.indices {
      var total = 0.0
      for index in stride(from: channel, to: rows.count, by: last.count) { total += rows[index] }
      let mean = total / count
      var squares = 0.0
      for index in stride(from: channel, to: rows.count, by: last.count) {
        squares += (rows[index] - mean) * (rows[index] - mean)
      }
      sum += (squares / count).squareRoot()
    }
    return sum / Double(last.count)
  }

  private var trend: Double {
    let middle = Double(loads.count - 1) / 2
    var products = 0.0
    var squares = 0.0
    for (index, load) in loads.enumerated() {
      products += (Double(index) - middle) * load
      squares += (Double(index) - middle) * (Double(index) - middle)
    }
    return squares > 0 ? products / squares : 0
  }
}
