import Telemetry
import Testing

@testable import Datasets

@Suite struct SimulatorTests {
  /// Any change here changes every result on the simulator: goldens, released tables, the tuning
  /// in `docs/simulator.md`.
  @Test func defaultFleetIsFrozen() {
    #expect(
      Simulator.dataSet(.standard).identity
        == "f23f950530ce4a731cdcdce9d130c8ef73e9922acb2b44d4cce2ee3f9f2064cf")
  }

  @Test func defaultFleetIsDescribed() throws {
    let dataSet = Simulator.dataSet(.standard)
    #expect(dataSet.source == "simulator")
    #expect(dataSet.subset == nil)
    #expect(
      dataSet.channels == [
        Channel(id: "temperature", unit: "°C"), Channel(id: "vibration", unit: "mm/s"),
        Channel(id: "pressure", unit: "bar"), Channel(id: "flow", unit: "m³/h"),
        Channel(id: "current", unit: "A"), Channel(id: "duty-cycle", unit: "%"),
      ])
    #expect(dataSet.timeUnit == .minute)
    #expect(dataSet.channels[dataSet.rawChannels[0]].id == "vibration")
    #expect(
      dataSet.regimeNames == ["startup", "normal", "high-load", "maintenance", "shutdown"])
    #expect(dataSet.units.map(\.id).first == "pump-01")
    #expect(dataSet.units.map(\.id).last == "pump-12")
    for unit in dataSet.units {
      #expect(unit.rows == 14 * 1440)
      #expect(unit.times == (0..<unit.rows).map(Double.init))
      #expect(unit.ending == .censored)
      let phases = try #require(unit.recordedPhases)
      #expect(phases.names == dataSet.regimeNames)
      #expect(unit.regimeKeys == phases.codes.map(Int.init))
    }
  }

  @Test func sameParametersGiveTheSameFleet() throws {
    let small = try SimulatorParameters(days: 3, pumps: 2, seed: 5)
    let identity = Simulator.dataSet(small).identity
    #expect(Simulator.dataSet(small).identity == identity)
    let other = try SimulatorParameters(days: 3, pumps: 2, seed: 6)
    #expect(Simulator.dataSet(other).identity != identity)
  }

  @Test func pumpsDifferFromEachOther() throws {
    let fleet = try SimulatorParameters(days: 2, pumps: 2)
    let units = Simulator.units(fleet, with: .noise)
    #expect(units[0].values != units[1].values)
  }

  @Test func morePumpsLeaveTheFirstOnesAsTheyWere() throws {
    let few = Simulator.dataSet(try SimulatorParameters(days: 4, pumps: 2)).units
    let many = Simulator.dataSet(try SimulatorParameters(days: 4, pumps: 11)).units
    func identity(_ units: [Telemetry.Unit]) -> String {
      Identity.digest(source: "", subset: nil, channels: [], parts: [("", units)])
    }
    #expect(identity(few) == identity(Array(many.prefix(2))))
    #expect(many[9].id == "pump-10")
  }

  @Test(arguments: [
    (1, 12, 1, "days is 1, but must be from 2 through 366"),
    (367, 12, 1, "days is 367, but must be from 2 through 366"),
    (14, 0, 1, "pumps is 0, but must be from 1 through 99"),
    (14, 100, 1, "pumps is 100, but must be from 1 through 99"),
    (14, 12, -1, "seed is -1, but must be 0 or more"),
  ])
  func valuesOutsideTheirRangeAreRefused(days: Int, pumps: Int, seed: Int, message: String) {
    let error = #expect(throws: SimulatorParameterError.self) {
      try SimulatorParameters(days: days, pumps: pumps, seed: seed)
    }
    #expect(error?.description == message)
  }

  @Test func boundsOfTheRangesAreAccepted() throws {
    #expect(try SimulatorParameters() == .standard)
    #expect(try SimulatorParameters(days: 366, pumps: 99, seed: .max).days == 366)
    let least = try SimulatorParameters(days: 2, pumps: 1, seed: 0)
    #expect(Simulator.dataSet(least).units.map(\.rows) == [2880])
  }
}
