public import Telemetry

/// A phase scheme that has seen its training rows and can sort the rows of any unit.
public enum FittedPhases: Sendable {
  case recorded
  case runs
  case life
  case volatility(VolatilityPhases)

  /// The number of a unit's first healthy rows that count as its running-in.
  public static let runInRows = 20

  /// Sorts the rows of a unit.
  ///
  /// - Throws: ``PreparationError`` when the source records no phases.
  public func track(of unit: Unit, labels: [RowLabel]) throws(PreparationError) -> PhaseTrack {
    switch self {
    case .recorded:
      guard let track = unit.recordedPhases else {
        throw PreparationError("unit \(unit.id) has no recorded phases")
      }
      return track
    case .runs: return OperatingRuns.track(of: unit)
    case .life:
      let codes = labels.enumerated().map { row, label -> UInt8 in
        switch label {
        case .healthy: row < Self.runInRows ? 0 : 1
        case .grey: 2
        // An off row is counted in no phase; it needs a code all the same.
        case .failing, .off: 3
        }
      }
      return PhaseTrack(names: ["run-in", "steady", "grey", "failing"], codes: codes)
    case .volatility(let phases):
      return phases.track(of: unit)
    }
  }
}
