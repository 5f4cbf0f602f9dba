import Numerics

/// One fault of one sensor.
struct SensorFaultEvent {
  let kind: SensorFault
  let rows: Range<Int>
  let channel: PumpChannel
  /// Its place among the events of its kind on this pump, which names its stream.
  let number: Int

  /// Draws the sensor faults of one pump, in order of onset.
  ///
  /// They wait for each other and for machine faults, so that no row has two explanations; one that
  /// would outlast the record is left out.
  static func events(
    pump: String, rows: Int, seed: Int, besides machineFaults: [MachineFaultEvent]
  ) -> [SensorFaultEvent] {
    var events: [SensorFaultEvent] = []
    var free = 0
    for arrival in arrivals(pump: pump, rows: rows, seed: seed) {
      let length = arrival.rows.count
      var start = max(arrival.rows.lowerBound, free)
      for fault in machineFaults where fault.rows.overlaps(start..<start + length) {
        start = fault.rows.upperBound
      }
      guard start + length <= rows else { continue }
      events.append(
        SensorFaultEvent(
          kind: arrival.kind, rows: start..<start + length, channel: arrival.channel,
          number: arrival.number))
      free = start + length
    }
    return events
  }

  /// Distorts the readings of the event's rows.
  ///
  /// - Parameters:
  ///   - readings: All readings of the event's channel.
  ///   - stream: The event's own randomness.
  func distort(_ readings: inout [Double], _ stream: inout RandomStream) {
    let spread = channel.traits.spread
    let sign = stream.uniform() < 0.5 ? -1.0 : 1
    switch kind {
    case .drift:
      let reach = sign * spread * stream.logUniform(in: 1.5..<8)
      for row in rows {
        readings[row] += reach * Double(row - rows.lowerBound + 1) / Double(rows.count)
      }
    case .bias:
      let offset = sign * spread * stream.logUniform(in: 1..<6)
      for row in rows { readings[row] += offset }
    case .stuckValue:
      for row in rows { readings[row] = readings[rows.lowerBound] }
    case .spikes:
      let frequency = stream.uniform(in: 0.1..<0.5)
      let size = spread * stream.logUniform(in: 3..<12)
      for row in rows where stream.uniform() < frequency {
        readings[row] += stream.uniform() < 0.5 ? -size : size
      }
    case .dropout:
      for row in rows { readings[row] = .nan }
    }
    for row in rows where !readings[row].isNaN {
      readings[row] = readings[row].clamped(to: channel.traits.range)
    }
  }

  private static func arrivals(pump: String, rows: Int, seed: Int) -> [SensorFaultEvent] {
    SensorFault.allCases
      .flatMap { kind in
        var times = RandomStream(seed: seed, pump: pump, "sensor", kind.rawValue)
        var details = RandomStream(seed: seed, pump: pump, "sensor-details", kind.rawValue)
        return times.arrivals(perMonth: SensorFault.rate, before: rows).enumerated().map {
          let channel = PumpChannel.allCases[details.integer(below: PumpChannel.allCases.count)]
          let length = Int(details.logUniform(in: kind.duration))
          return SensorFaultEvent(
            kind: kind, rows: $1..<$1 + length, channel: channel, number: $0)
        }
      }
      .enumerated()
      .sorted {
        ($0.element.rows.lowerBound, $0.offset) < ($1.element.rows.lowerBound, $1.offset)
      }
      .map(\.element)
  }
}
