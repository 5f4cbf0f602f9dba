import Numerics

/// What one pump does at every minute, and the faults that befall it.
struct PumpSchedule {
  private(set) var states: [PumpState]
  /// The speed as a share of that in operation.
  private(set) var speeds: [Double]
  /// The additional load of a demand peak, from 0 to 1.
  private(set) var boosts: [Double]
  private(set) var events: [MachineFaultEvent] = []

  /// Lays out faults, their downtimes, planned stops and demand peaks over a record.
  ///
  /// Whatever comes while the pump is not settled in operation waits (a fault) or is cancelled (a
  /// planned stop, whose work the unplanned one has done), so faults never overlap and long-run
  /// rates are kept. A fault that would outlast the record is left out: every event has its end.
  init(pump: String, rows: Int, seed: Int, peaks: [Range<Int>]) {
    states = [PumpState](repeating: .normal, count: rows)
    speeds = [Double](repeating: 1, count: rows)
    boosts = [Double](repeating: 0, count: rows)
    for peak in peaks { raise(peak) }

    var starts = RandomStream(seed: seed, pump: pump, "startup")
    var planned = Self.plannedStops(pump: pump, rows: rows, seed: seed)[...]
    var settled = Self.settling
    for arrival in MachineFault.arrivals(pump: pump, rows: rows, seed: seed) {
      while let stop = planned.first, stop.minute <= max(arrival.minute, settled) {
        planned.removeFirst()
        if stop.minute >= settled { settled = halt(for: stop, &starts) }
      }
      let onset = max(arrival.minute, settled)
      let end = onset + arrival.duration
      guard end < rows else { continue }
      events.append(
        MachineFaultEvent(
          kind: arrival.kind, rows: onset..<end, strength: arrival.strength,
          number: arrival.number))
      settled = stand(from: end, minutes: arrival.kind.traits.downtime, &starts)
    }
    for stop in planned where stop.minute >= settled { settled = halt(for: stop, &starts) }
  }

  /// Minutes of operation that a pump is granted after a start before anything befalls it.
  private static let settling = 60
  /// Minutes over which load rises to a demand peak, and falls from it.
  private static let ramp = 10
  /// Minutes from standstill to full speed.
  private static let runUp = 12

  private struct PlannedStop {
    let minute: Int
    let shutdown: Int
    let maintenance: Int
  }

  /// Draws the planned stops of a pump: every two to four days, in the hours after midnight.
  private static func plannedStops(pump: String, rows: Int, seed: Int) -> [PlannedStop] {
    var stream = RandomStream(seed: seed, pump: pump, "planned")
    var stops: [PlannedStop] = []
    var day = stream.integer(in: 1...3)
    while day * Minutes.day < rows {
      stops.append(
        PlannedStop(
          minute: day * Minutes.day + stream.integer(in: 30...240),
          shutdown: stream.integer(in: 20...40), maintenance: stream.integer(in: 60...180)))
      day += stream.integer(in: 2...4)
    }
    return stops
  }

  private mutating func raise(_ peak: Range<Int>) {
    for row in peak {
      states[row] = .highLoad
      let edge = min(row - peak.lowerBound + 1, peak.upperBound - row)
      boosts[row] = min(1, Double(edge) / Double(Self.ramp))
    }
  }

  /// Ramps the pump down for planned work and returns when it has settled again.
  private mutating func halt(for stop: PlannedStop, _ starts: inout RandomStream) -> Int {
    let end = stop.minute + stop.shutdown
    for row in (stop.minute..<end).clamped(to: states.indices) {
      states[row] = .shutdown
      speeds[row] = Double(end - row) / Double(stop.shutdown + 1)
      boosts[row] = 0
    }
    return stand(from: end, minutes: stop.maintenance, &starts)
  }

  /// Keeps the pump off, starts it up and returns when it has settled again.
  private mutating func stand(
    from stop: Int, minutes: Int, _ starts: inout RandomStream
  ) -> Int {
    let start = stop + minutes
    let end = start + starts.integer(in: 30...60)
    for row in (stop..<start).clamped(to: states.indices) {
      states[row] = .maintenance
      speeds[row] = 0
      boosts[row] = 0
    }
    for row in (start..<end).clamped(to: states.indices) {
      states[row] = .startup
      speeds[row] = min(1, Double(row - start + 1) / Double(Self.runUp))
      boosts[row] = 0
    }
    return end + Self.settling
  }
}
