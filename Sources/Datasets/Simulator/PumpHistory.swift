import Numerics
import Telemetry

/// The life of one pump during the record: its schedule, its faults, and how it is measured.
struct PumpHistory {
  let pump: String
  let rows: Int
  let seed: Int
  let demand: Demand
  let schedule: PumpSchedule
  let sensorFaults: [SensorFaultEvent]

  init(unit pump: String, days: Int, seed: Int) {
    self.pump = pump
    self.seed = seed
    rows = days * Minutes.day
    demand = Demand(pump: pump, days: days, seed: seed)
    schedule = PumpSchedule(pump: pump, rows: rows, seed: seed, peaks: demand.peaks)
    sensorFaults = SensorFaultEvent.events(
      pump: pump, rows: rows, seed: seed, besides: schedule.events)
  }

  /// The pump as a unit of telemetry; it outlives its record.
  func unit(with ingredients: Simulator.Ingredients) -> Unit {
    let codes = schedule.states.map(\.rawValue)
    return Unit(
      id: pump, times: (0..<rows).map(Double.init), values: values(with: ingredients),
      ending: .censored, regimeKeys: codes.map(Int.init),
      recordedPhases: PhaseTrack(names: PumpState.names, codes: codes), faults: faults)
  }

  /// Every fault in order of onset; of two with one onset the machine's comes first.
  private var faults: [Fault] {
    let machine = schedule.events.map {
      Fault(
        kind: $0.kind.rawValue, origin: .machine, rows: $0.rows,
        channels: $0.kind.traits.channels.map(\.rawValue))
    }
    let sensor = sensorFaults.map {
      Fault(
        kind: $0.kind.rawValue, origin: .sensor, rows: $0.rows, channels: [$0.channel.rawValue])
    }
    return (machine + sensor).enumerated()
      .sorted {
        ($0.element.rows.lowerBound, $0.offset) < ($1.element.rows.lowerBound, $1.offset)
      }
      .map(\.element)
  }
}
