import Numerics
import Telemetry

/// Mean and population sd over the training rows of the channels that vary there.
struct VolatilityScale: Sendable {
  /// The varying channels, as indices into the unit's channels.
  let channels: [Int]
  let mean: [Double]
  let spread: [Double]
  /// The varying load channels, as indices into ``channels``.
  let load: [Int]

  init(training: [UnitSlice], loadChannels: [Int]) {
    var channels: [Int] = []
    var mean: [Double] = []
    var spread: [Double] = []
    for channel in 0..<(training.first?.unit.values.columns ?? 0) {
      let values = training.flatMap { slice in
        slice.rows.map { slice.unit.values[$0, channel] }.filter { !$0.isNaN }
      }
      guard let centre = Statistics.mean(values), let sd = Statistics.standardDeviation(values),
        sd > Scaler.smallestSpread
      else { continue }
      channels.append(channel)
      mean.append(centre)
      spread.append(sd)
    }
    self.channels = channels
    self.mean = mean
    self.spread = spread
    load = channels.indices.filter { loadChannels.contains(channels[$0]) }
  }
}
