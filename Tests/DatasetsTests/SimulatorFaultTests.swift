import Numerics
import Telemetry
import Testing

@testable import Datasets

@Suite struct SimulatorFaultTests {
  private static let everything = Simulator.units(.standard, with: .everything)
  private static let withoutSensorFaults = Simulator.units(
    .standard, with: [.noise, .machineFaults])
  private static let healthy = Simulator.units(.standard, with: .noise)

  private typealias Difference = (fault: Fault, channel: PumpChannel, values: [Double])

  /// What faults do to the readings in their own rows, per fault and channel.
  private func differences(_ kind: String, _ units: [Telemetry.Unit], _ others: [Telemetry.Unit])
    -> [Difference]
  {
    zip(units, others).flatMap { unit, other in
      unit.faults.filter { $0.kind == kind }.flatMap { fault in
        PumpChannel.allCases.map { channel in
          let column = channel.rawValue
          return (
            fault, channel, fault.rows.map { unit.values[$0, column] - other.values[$0, column] }
          )
        }
      }
    }
  }

  @Test(arguments: [
    (MachineFault.cavitation, [PumpChannel.vibration: 1.0, .pressure: -1]),
    (.bearingWear, [.temperature: 1, .vibration: 1]),
    (.sealLeak, [.pressure: -1, .flow: 1, .dutyCycle: 1]),
    (.electricalFault, [.temperature: 1, .current: 1]),
    (.partialBlockage, [.pressure: 1, .flow: -1]),
  ])
  func machineFaultMovesItsChannelsAndNoOther(
    kind: MachineFault, directions: [PumpChannel: Double]
  ) throws {
    let differences = differences(kind.rawValue, Self.withoutSensorFaults, Self.healthy)
    #expect(!differences.isEmpty)
    for difference in differences {
      #expect(difference.fault.origin == .machine)
      #expect(difference.fault.channels == directions.keys.map(\.rawValue).sorted())
      let mean = try #require(Statistics.mean(difference.values)) / difference.channel.traits.spread
      if let direction = directions[difference.channel] {
        #expect(mean * direction > 0.1, "\(difference.channel)")
      } else {
        // Of an earlier fault's heat the least trace may be left.
        #expect(difference.values.allSatisfy { $0.magnitude < 1e-3 }, "\(difference.channel)")
      }
    }
  }

  @Test func trendsAreStrongestAtTheFailure() {
    for kind in [MachineFault.bearingWear, .sealLeak, .partialBlockage] {
      for difference in differences(kind.rawValue, Self.withoutSensorFaults, Self.healthy)
      where kind.traits.channels.contains(difference.channel)
        // The control cannot run the pump faster than at 100 %.
        && difference.channel != .dutyCycle
      {
        let last = difference.values.last?.magnitude ?? 0
        let first = difference.values.first?.magnitude ?? 0
        #expect(last >= 0.99 * (difference.values.map(\.magnitude).max() ?? 0))
        #expect(last > first)
      }
    }
  }

  @Test func machineFaultsLeaveOtherRowsAloneButForTheirHeat() {
    for (unit, other) in zip(Self.withoutSensorFaults, Self.healthy) {
      var faulty = [Bool](repeating: false, count: unit.rows)
      for fault in unit.faults where fault.origin == .machine {
        for row in fault.rows { faulty[row] = true }
      }
      for channel in PumpChannel.allCases where channel != .temperature {
        let column = channel.rawValue
        #expect(
          unit.times.indices.allSatisfy {
            faulty[$0] || unit.values[$0, column] == other.values[$0, column]
          })
      }
    }
  }

  @Test func sensorFaultsTouchNothingButTheirOneChannel() {
    for (unit, other) in zip(Self.everything, Self.withoutSensorFaults) {
      var distorted = [Bool](repeating: false, count: unit.values.storage.count)
      for fault in unit.faults where fault.origin == .sensor {
        #expect(fault.channels.count == 1)
        for row in fault.rows {
          distorted[row * unit.values.columns + fault.channels[0]] = true
        }
      }
      #expect(
        distorted.indices.allSatisfy {
          distorted[$0] || unit.values.storage[$0] == other.values.storage[$0]
        })
    }
  }

  @Test func missingValuesAreDropoutsAndNothingElse() {
    for unit in Self.everything {
      var missing = [Bool](repeating: false, count: unit.values.storage.count)
      for fault in unit.faults where fault.kind == "dropout" {
        for row in fault.rows { missing[row * unit.values.columns + fault.channels[0]] = true }
      }
      #expect(missing == unit.values.storage.map(\.isNaN))
    }
  }

  @Test func everySensorFaultKeepsItsShape() throws {
    for unit in Self.everything {
      for fault in unit.faults where fault.origin == .sensor {
        let kind = try #require(SensorFault(rawValue: fault.kind))
        #expect(kind.duration.contains(Double(fault.rows.count)))
      }
    }
    for (fault, channel, values) in differences(
      SensorFault.bias.rawValue, Self.everything, Self.withoutSensorFaults)
    where fault.channels == [channel.rawValue] {
      // Clipping at rest can swallow an offset, never enlarge it.
      let offset = values.map(\.magnitude).max() ?? 0
      #expect((1...6).contains(offset / channel.traits.spread))
    }
    for unit in Self.everything {
      for fault in unit.faults where fault.kind == SensorFault.stuckValue.rawValue {
        #expect(Set(fault.rows.map { unit.values[$0, fault.channels[0]] }).count == 1)
      }
    }
  }

  @Test func driftGrowsAndSpikesStandAlone() throws {
    for difference in differences(
      SensorFault.drift.rawValue, Self.everything, Self.withoutSensorFaults)
    where difference.fault.channels == [difference.channel.rawValue] {
      let half = difference.values.count / 2
      let early = try #require(Statistics.mean(difference.values.prefix(half).map(\.magnitude)))
      let late = try #require(Statistics.mean(difference.values.suffix(half).map(\.magnitude)))
      #expect(late > early)
    }
    for difference in differences(
      SensorFault.spikes.rawValue, Self.everything, Self.withoutSensorFaults)
    where difference.fault.channels == [difference.channel.rawValue] {
      let share = Double(difference.values.count { $0 != 0 }) / Double(difference.values.count)
      #expect(share > 0 && share < 0.65)
    }
  }

  @Test func sensorFaultsCoverFewHealthyRows() {
    let rows = Self.everything.map(\.rows).reduce(0, +)
    func covered(_ origin: Fault.Origin) -> Int {
      Self.everything.flatMap(\.faults).filter { $0.origin == origin }.map(\.rows.count)
        .reduce(0, +)
    }
    let share = Double(covered(.sensor)) / Double(rows - covered(.machine))
    #expect(share > 0.005 && share < 0.03)
  }

  @Test func defaultFleetHasEnoughEventsToCompareDetectors() {
    for kind in MachineFault.allCases {
      let late = Self.everything.flatMap(\.faults).filter {
        $0.kind == kind.rawValue && $0.rows.lowerBound >= 7 * 1440
      }
      #expect(late.count >= 5, "\(kind)")
    }
    let late = Self.everything.flatMap(\.faults).filter {
      $0.origin == .machine && $0.rows.lowerBound >= 7 * 1440
    }
    #expect(late.count >= 60)
  }

  @Test func faultsAreListedInOrderOfOnset() {
    for unit in Self.everything {
      let onsets = unit.faults.map(\.rows.lowerBound)
      #expect(onsets == onsets.sorted())
      #expect(unit.faults.allSatisfy { 0 <= $0.rows.lowerBound && $0.rows.upperBound <= unit.rows })
    }
  }
}
