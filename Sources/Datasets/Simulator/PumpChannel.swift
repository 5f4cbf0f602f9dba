/// The measured quantities of a pump, in column order.
enum PumpChannel: Int, CaseIterable {
  case temperature
  case vibration
  case pressure
  case flow
  case current
  case dutyCycle

  /// What is fixed about a channel, in its physical unit.
  struct Traits {
    let unit: String
    /// What the sensor can show; values are clipped to it.
    let range: ClosedRange<Double>
    /// The fleet's mean in normal operation.
    let mean: Double
    /// The fleet's standard deviation in normal operation, the measure of everything below.
    let spread: Double
    /// The value with the pump switched off; of the temperature, that of the pump house.
    let stopped: Double
    /// How many spreads the channel moves with one unit of load.
    let load: Double
    /// The standard deviation of its noise, in spreads.
    let noise: Double
    /// The share of the noise that lives on to the next minute.
    let persistence: Double
    /// The power of the speed, 1 or 2, that it follows while the pump starts or stops.
    let speedPower: Int

    /// The share of its running value that the channel shows at a share of the speed.
    func share(atSpeed speed: Double) -> Double { speedPower == 2 ? speed * speed : speed }
  }

  var id: String { self == .dutyCycle ? "duty-cycle" : "\(self)" }

  var traits: Traits {
    switch self {
    case .temperature:
      Traits(
        unit: "°C", range: 20...85, mean: 45, spread: 3, stopped: 25, load: 0.75, noise: 0.5,
        persistence: 0.9, speedPower: 2)
    case .vibration:
      Traits(
        unit: "mm/s", range: 0...15, mean: 2.5, spread: 0.4, stopped: 0.1, load: 0.35, noise: 0.8,
        persistence: 0.6, speedPower: 2)
    case .pressure:
      Traits(
        unit: "bar", range: 0...12, mean: 6.5, spread: 0.5, stopped: 1.2, load: 0.5, noise: 0.7,
        persistence: 0.85, speedPower: 2)
    case .flow:
      Traits(
        unit: "m³/h", range: 0...250, mean: 150, spread: 10, stopped: 0, load: 0.75, noise: 0.5,
        persistence: 0.8, speedPower: 1)
    case .current:
      Traits(
        unit: "A", range: 0...150, mean: 85, spread: 5, stopped: 0, load: 0.75, noise: 0.5,
        persistence: 0.7, speedPower: 2)
    case .dutyCycle:
      Traits(
        unit: "%", range: 0...100, mean: 75, spread: 8, stopped: 0, load: 0.8, noise: 0.4,
        persistence: 0.9, speedPower: 1)
    }
  }
}
