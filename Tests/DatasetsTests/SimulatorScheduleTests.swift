import Testing

@testable import Datasets

@Suite struct SimulatorScheduleTests {
  /// 240 pump-months without their signals.
  private static let fleet = (1...48).map { PumpHistory(unit: "pump-\($0)", days: 150, seed: 1) }

  /// The states that may come next: a failure trips a running pump straight into maintenance, and
  /// only a planned stop ramps down.
  private func successors(of state: PumpState) -> Set<PumpState> {
    switch state {
    case .startup: [.normal, .highLoad]
    case .normal: [.highLoad, .shutdown, .maintenance]
    case .highLoad: [.normal, .shutdown, .maintenance]
    case .maintenance: [.startup]
    case .shutdown: [.maintenance]
    }
  }

  @Test func everyTransitionIsLegal() {
    for history in Self.fleet {
      let states = history.schedule.states
      #expect(Set(states).count == 5)
      #expect(
        zip(states, states.dropFirst()).allSatisfy { $0 == $1 || successors(of: $0).contains($1) })
    }
  }

  @Test func unplannedStopsAreFailures() {
    for history in Self.fleet {
      let states = history.schedule.states
      let trips = states.indices.dropFirst().filter {
        states[$0] == .maintenance && [.normal, .highLoad].contains(states[$0 - 1])
      }
      #expect(trips == history.schedule.events.map(\.rows.upperBound))
    }
  }

  @Test func defaultFleetVisitsEveryStateForLong() {
    let states = (1...9).flatMap {
      PumpHistory(unit: "pump-0\($0)", days: 14, seed: 1).schedule.states
    }
    for state in PumpState.allCases {
      #expect(states.count { $0 == state } > 500, "\(state)")
    }
    #expect(states.count { $0 == .normal } * 2 > states.count)
  }

  @Test(arguments: [
    (MachineFault.cavitation, 8.0), (.bearingWear, 3), (.sealLeak, 5), (.electricalFault, 2),
    (.partialBlockage, 4),
  ])
  func faultsComeAtTheirRate(kind: MachineFault, perMonth: Double) {
    let count = Self.fleet.map { $0.schedule.events.count { $0.kind == kind } }.reduce(0, +)
    let expected = perMonth * 48 * 150 / 30
    #expect(abs(Double(count) - expected) < 5 * expected.squareRoot())
  }

  @Test(arguments: SensorFault.allCases)
  func sensorFaultsComeAtTheirRate(kind: SensorFault) {
    let count = Self.fleet.map { $0.sensorFaults.count { $0.kind == kind } }.reduce(0, +)
    let expected = 0.7 * 48 * 150 / 30
    #expect(abs(Double(count) - expected) < 5 * expected.squareRoot())
  }

  @Test func faultsStrikeARunningPumpAndNeverTwo() {
    for history in Self.fleet {
      let events = history.schedule.events
      for (event, next) in zip(events, events.dropFirst()) {
        #expect(event.rows.upperBound + event.kind.traits.downtime < next.rows.lowerBound)
      }
      for event in events {
        #expect(kindsOfState(history, event.rows).isSubset(of: [.normal, .highLoad]))
        #expect(event.kind.traits.duration.contains(Double(event.rows.count)))
        #expect(event.kind.traits.strength.contains(event.strength))
      }
      for (fault, next) in zip(history.sensorFaults, history.sensorFaults.dropFirst()) {
        #expect(fault.rows.upperBound <= next.rows.lowerBound)
      }
      for fault in history.sensorFaults {
        #expect(!events.contains { $0.rows.overlaps(fault.rows) })
        #expect(fault.rows.upperBound <= history.rows)
      }
    }
  }

  @Test(arguments: [
    (MachineFault.cavitation, 150), (.bearingWear, 240), (.sealLeak, 180),
    (.electricalFault, 360), (.partialBlockage, 120),
  ])
  func downtimeFollowsEveryFailure(kind: MachineFault, minutes: Int) {
    for history in Self.fleet {
      for event in history.schedule.events where event.kind == kind {
        let end = event.rows.upperBound
        let restart = end + minutes
        let stop = (end..<restart).clamped(to: 0..<history.rows)
        #expect(kindsOfState(history, stop) == [.maintenance])
        if restart < history.rows { #expect(history.schedule.states[restart] == .startup) }
      }
    }
  }

  private func kindsOfState(_ history: PumpHistory, _ rows: Range<Int>) -> Set<PumpState> {
    Set(history.schedule.states[rows])
  }
}
