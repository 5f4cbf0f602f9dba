import Numerics

/// A fault that waits to strike: it has everything but its onset.
struct MachineFaultArrival {
  let kind: MachineFault
  let minute: Int
  let duration: Int
  let strength: Double
  let number: Int
}

extension MachineFault {
  /// Draws the faults of one pump, every kind by a Poisson process of its own, in order of arrival.
  static func arrivals(pump: String, rows: Int, seed: Int) -> [MachineFaultArrival] {
    allCases
      .flatMap { kind in
        var times = RandomStream(seed: seed, pump: pump, "fault", kind.rawValue)
        var severity = RandomStream(seed: seed, pump: pump, "severity", kind.rawValue)
        return times.arrivals(perMonth: kind.traits.rate, before: rows).enumerated().map {
          MachineFaultArrival(
            kind: kind, minute: $1,
            duration: Int(severity.logUniform(in: kind.traits.duration)),
            strength: severity.logUniform(in: kind.traits.strength), number: $0)
        }
      }
      // A stable order: kinds that arrive in the same minute keep theirs.
      .enumerated()
      .sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }
      .map(\.element)
  }
}
