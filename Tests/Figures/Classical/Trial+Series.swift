import Detectors
import Numerics
import Telemetry

extension Trial {
  /// Channels that vary in every unit, and how many fit rows a unit of theirs has at least.
  private static let seriesChannels = ["s2", "s4", "s7", "s11", "s12"]
  private static let seriesRows = 50

  /// Fits single channels of single units by themselves, as libraries of time series do.
  ///
  /// - Parameter count: How many units.
  /// - Returns: For every series its unit, its channel and the seconds of its fit.
  /// - Throws: `DetectorError` when a series does not allow a fit.
  func fitSeries(ofUnits count: Int) throws -> [(unit: Int, channel: Int, seconds: Double)] {
    let channels = split.training.channels
    let units = split.training.units.indices.filter { unit in
      split.training.units[unit].fitRows.count >= Self.seriesRows
    }
    return try units.prefix(count).flatMap { index in
      let unit = split.training.units[index]
      return try channels.indices.filter { Self.seriesChannels.contains(channels[$0].id) }.map {
        let values = unit.values.column($0)
        let alone = TrainingUnit(
          id: unit.id, values: Matrix(rows: values.count, columns: 1, storage: values),
          moments: unit.moments, fitRows: unit.fitRows)
        let training = TrainingSet(channels: [channels[$0]], units: [alone])
        return (index, $0, try fit(seed: 1, on: training).seconds)
      }
    }
  }
}
