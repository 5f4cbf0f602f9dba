import Numerics

extension MachineFaultEvent {
  /// Adds what the fault does to each channel while the pump runs with it.
  ///
  /// - Parameters:
  ///   - deviations: Where it is added; the temperature's part is heat that the lag then smooths.
  ///   - stream: The event's own randomness.
  func add(to deviations: inout Deviations, _ stream: inout RandomStream) {
    switch kind {
    case .cavitation: addCavitation(to: &deviations, &stream)
    case .bearingWear: addBearingWear(to: &deviations, &stream)
    case .sealLeak: addSealLeak(to: &deviations, &stream)
    case .electricalFault: addElectricalFault(to: &deviations, &stream)
    case .partialBlockage: addPartialBlockage(to: &deviations, &stream)
    }
  }

  /// The share of the way from onset to failure, from just above 0 to 1.
  private func progress(at row: Int) -> Double {
    Double(row - rows.lowerBound + 1) / Double(rows.count)
  }

  /// What is typically this much at strength 1; no two events share their proportions.
  private func size(_ typical: Double, _ stream: inout RandomStream) -> Double {
    typical * strength * stream.uniform(in: 0.7..<1.3)
  }

  /// Collapsing bubbles shake the pump in bursts and take head away, more the more there are.
  private func addCavitation(to deviations: inout Deviations, _ stream: inout RandomStream) {
    let frequency = stream.uniform(in: 0.4..<0.9)
    let burst = size(1.4, &stream)
    let drop = size(1.6, &stream)
    for row in rows {
      let onset = min(1, Double(row - rows.lowerBound + 1) / 10)
      let bubbles = stream.uniform() < frequency ? stream.uniform(in: 0.5..<1.5) : 0.1
      deviations[row, .vibration] += onset * burst * bubbles
      deviations[row, .pressure] -= onset * drop * (0.7 + 0.3 * bubbles)
    }
  }

  /// A spall grows with every passage of the rolling elements; friction follows vibration.
  private func addBearingWear(to deviations: inout Deviations, _ stream: inout RandomStream) {
    let growth = stream.uniform(in: 2..<4)
    let shake = size(3, &stream)
    let heat = size(12, &stream)
    for row in rows {
      let wear =
        (Elementary.exp(growth * progress(at: row)) - 1) / (Elementary.exp(growth) - 1)
      deviations[row, .vibration] += shake * wear
      deviations[row, .temperature] += heat * wear
    }
  }

  /// The gap widens; the control runs the pump faster for the pressure that it still misses.
  private func addSealLeak(to deviations: inout Deviations, _ stream: inout RandomStream) {
    let drop = size(1.8, &stream)
    let surplus = size(20, &stream)
    let compensation = size(14, &stream)
    for row in rows {
      let leak = (1 - Elementary.exp(-3 * progress(at: row))) / (1 - Elementary.exp(-3))
      deviations[row, .pressure] -= drop * leak
      deviations[row, .flow] += surplus * leak
      deviations[row, .dutyCycle] += compensation * leak
    }
  }

  /// Shorted turns draw current in bursts that come thicker, and their losses heat the motor.
  private func addElectricalFault(to deviations: inout Deviations, _ stream: inout RandomStream) {
    let surge = size(30, &stream)
    let heat = size(12, &stream)
    for row in rows {
      let damage = progress(at: row)
      let strikes = stream.uniform() < 0.25 + 0.5 * damage
      let size = stream.uniform(in: 0.5..<1.5)
      deviations[row, .current] += surge * (strikes ? size : 0.1 * damage)
      deviations[row, .temperature] += heat * damage
    }
  }

  /// Debris lodges piece by piece; the pump moves up its curve, to less flow at more pressure.
  private func addPartialBlockage(to deviations: inout Deviations, _ stream: inout RandomStream) {
    let pieces = stream.integer(in: 2...5)
    let rise = size(1.8, &stream)
    let restriction = size(42, &stream)
    // The first piece is the onset; the others come at any time.
    let times = [0] + (1..<pieces).map { _ in stream.uniform() }
    for row in rows {
      let lodged = times.count { $0 < progress(at: row) }
      let closed = Double(lodged) / Double(pieces)
      deviations[row, .pressure] += rise * closed
      deviations[row, .flow] -= restriction * closed
    }
  }
}
