import Numerics

extension PumpHistory {
  /// The readings of all channels, rows × channels.
  func values(with ingredients: Simulator.Ingredients) -> Matrix {
    let load = load(with: ingredients)
    let deviations = deviations(with: ingredients)
    var values = Matrix(rows: rows, columns: PumpChannel.allCases.count, filledWith: 0)
    for channel in PumpChannel.allCases {
      var readings =
        channel == .temperature
        ? temperature(load: load, deviations: deviations)
        : response(of: channel, load: load, deviations: deviations)
      if ingredients.contains(.noise) { addNoise(to: &readings, of: channel) }
      for row in readings.indices {
        readings[row] = readings[row].clamped(to: channel.traits.range)
      }
      if ingredients.contains(.sensorFaults) { distort(&readings, of: channel) }
      for row in readings.indices { values[row, channel.rawValue] = readings[row] }
    }
    return values
  }

  /// The load that a demand peak adds, in units of the load's spread.
  private static let peakLoad = 1.6
  /// Minutes in which the temperature goes most of its way while the pump runs.
  private static let lag = 12.0
  /// The same in a pump that stands, with nothing to carry its heat away.
  private static let lagAtRest = 45.0

  /// The load of every minute: season, demand peaks, and what nobody foresees.
  private func load(with ingredients: Simulator.Ingredients) -> [Double] {
    var whim = AutoregressiveNoise(
      persistence: 0.995, standardDeviation: 0.4,
      stream: RandomStream(seed: seed, pump: pump, "load"))
    return (0..<rows).map { row in
      let unforeseen = ingredients.contains(.noise) ? whim.next() : 0
      return demand.seasonal(at: row) + Self.peakLoad * schedule.boosts[row] + unforeseen
    }
  }

  private func deviations(with ingredients: Simulator.Ingredients) -> Deviations {
    var deviations = Deviations(rows: rows)
    guard ingredients.contains(.machineFaults) else { return deviations }
    for event in schedule.events {
      var stream = RandomStream(
        seed: seed, pump: pump, "signature", event.kind.rawValue, "\(event.number)")
      event.add(to: &deviations, &stream)
    }
    return deviations
  }

  /// A channel that follows the pump's speed within the minute.
  private func response(
    of channel: PumpChannel, load: [Double], deviations: Deviations
  ) -> [Double] {
    let traits = channel.traits
    let operating = operating(channel, load: load, deviations: deviations)
    return operating.indices.map { row in
      let speed = schedule.speeds[row]
      let share = traits.share(atSpeed: speed)
      // Between rest and full speed the pump passes the resonance of its foundation.
      let resonance = channel == .vibration ? 1.5 * speed * (1 - speed) : 0
      return traits.stopped + (operating[row] - traits.stopped) * share + resonance
    }
  }

  /// The temperature, which follows the heat with a lag: short in the stream, long at rest.
  private func temperature(load: [Double], deviations: Deviations) -> [Double] {
    let traits = PumpChannel.temperature.traits
    let operating = operating(.temperature, load: load, deviations: deviations)
    var temperature = operating.first ?? traits.stopped
    return operating.indices.map { row in
      let speed = schedule.speeds[row]
      let share = traits.share(atSpeed: speed)
      let target = traits.stopped + (operating[row] - traits.stopped) * share
      temperature += (target - temperature) / (speed > 0 ? Self.lag : Self.lagAtRest)
      return temperature
    }
  }

  /// What a channel would show at full speed.
  private func operating(
    _ channel: PumpChannel, load: [Double], deviations: Deviations
  ) -> [Double] {
    let traits = channel.traits
    let character = PumpCharacter(pump: pump, channel: channel, seed: seed)
    return load.indices.map { row in
      let spreads = character.offset + character.gain * traits.load * load[row]
      return traits.mean + traits.spread * spreads + deviations[row, channel]
    }
  }

  private func addNoise(to readings: inout [Double], of channel: PumpChannel) {
    let traits = channel.traits
    var noise = AutoregressiveNoise(
      persistence: traits.persistence, standardDeviation: traits.spread * traits.noise,
      stream: RandomStream(seed: seed, pump: pump, "noise", channel.id))
    for row in readings.indices {
      // Most of the noise is that of the flow; a tenth is the sensor's own and stays at rest.
      readings[row] += noise.next() * (0.1 + 0.9 * schedule.speeds[row])
    }
  }

  private func distort(_ readings: inout [Double], of channel: PumpChannel) {
    for event in sensorFaults where event.channel == channel {
      var stream = RandomStream(
        seed: seed, pump: pump, "distortion", event.kind.rawValue, "\(event.number)")
      event.distort(&readings, &stream)
    }
  }
}
