/// The faults of a pump itself; each ends in a failure that stops the machine.
enum MachineFault: String, CaseIterable {
  case cavitation
  case bearingWear = "bearing-wear"
  case sealLeak = "seal-leak"
  case electricalFault = "electrical-fault"
  case partialBlockage = "partial-blockage"

  /// What is fixed about a fault.
  struct Traits {
    /// Events per pump and month of 30 days.
    let rate: Double
    /// Minutes of maintenance after the failure.
    let downtime: Int
    /// Minutes from onset to failure, evenly distributed in the logarithm.
    let duration: Range<Double>
    /// The factor on every size in the signature, evenly distributed in the logarithm: from what
    /// drowns in the noise to what nobody overlooks.
    let strength: Range<Double>
    /// The channels that show it.
    let channels: [PumpChannel]
  }

  var traits: Traits {
    switch self {
    case .cavitation:
      Traits(
        rate: 8, downtime: 150, duration: 20..<100, strength: 0.35..<2,
        channels: [.vibration, .pressure])
    case .bearingWear:
      Traits(
        rate: 3, downtime: 240, duration: 180..<720, strength: 0.25..<1.6,
        channels: [.temperature, .vibration])
    case .sealLeak:
      Traits(
        rate: 5, downtime: 180, duration: 60..<240, strength: 0.35..<2,
        channels: [.pressure, .flow, .dutyCycle])
    case .electricalFault:
      Traits(
        rate: 2, downtime: 360, duration: 40..<160, strength: 0.25..<1.6,
        channels: [.temperature, .current])
    case .partialBlockage:
      Traits(
        rate: 4, downtime: 120, duration: 40..<180, strength: 0.35..<2,
        channels: [.pressure, .flow])
    }
  }
}
