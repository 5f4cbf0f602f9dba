import Numerics
public import Telemetry

/// A fleet of industrial pumps, sampled once a minute, with faults whose rows are known exactly.
///
/// A data set is a function of its parameters alone, to the bit and on every processor: it is made
/// with + − × ÷ √, the functions of ``Elementary`` and streams of random numbers that are named by
/// pump and purpose. `docs/simulator.md` holds the model.
public enum Simulator {
  /// The name of the source in suites and tables.
  public static let source = "simulator"

  /// The quantities measured on every pump, in column order.
  public static let channels = PumpChannel.allCases.map {
    Channel(id: $0.id, unit: $0.traits.unit)
  }

  /// Simulates a fleet.
  ///
  /// - Parameter parameters: The size of the fleet, the length of its record and the seed.
  /// - Returns: One unit per pump. Regime keys are the recorded states, which a pump's control knows
  ///   while it runs; missing values of a sensor that dropped out are NaN.
  /// - Complexity: O(pumps × days).
  public static func dataSet(_ parameters: SimulatorParameters) -> DataSet {
    let units = units(parameters, with: .everything)
    return DataSet(
      source: source, subset: nil, channels: channels, timeUnit: .minute, units: units,
      loadChannels: [PumpChannel.current.rawValue, PumpChannel.dutyCycle.rawValue],
      regimeNames: PumpState.names, rawChannels: [PumpChannel.vibration.rawValue],
      identity: Identity.digest(
        source: source, subset: nil, channels: channels, parts: [("fleet", units)]))
  }

  /// Simulates the pumps of a fleet with some ingredients of their signals left out.
  ///
  /// Schedules and fault events are the same whatever is left out, so the difference between two
  /// such fleets is one ingredient alone.
  static func units(_ parameters: SimulatorParameters, with ingredients: Ingredients) -> [Unit] {
    (1...parameters.pumps).map { number in
      let id = number < 10 ? "pump-0\(number)" : "pump-\(number)"
      let history = PumpHistory(unit: id, days: parameters.days, seed: parameters.seed)
      return history.unit(with: ingredients)
    }
  }

  /// What a pump's signals are mixed from, besides its load.
  struct Ingredients: OptionSet {
    let rawValue: Int

    static let noise = Ingredients(rawValue: 1)
    static let machineFaults = Ingredients(rawValue: 2)
    static let sensorFaults = Ingredients(rawValue: 4)
    static let everything: Ingredients = [.noise, .machineFaults, .sensorFaults]
  }
}
