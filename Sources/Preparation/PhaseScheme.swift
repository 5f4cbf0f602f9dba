public import Telemetry

/// How the rows of a unit are sorted into phases for the tables.
///
/// A scheme may use hindsight: it only chooses the column in which a row is counted, and no detector
/// ever sees it.
public enum PhaseScheme: String, Sendable, CaseIterable {
  /// The states that the source records.
  case recorded
  /// The part of the machine's life: run-in, steady, grey, failing.
  case life

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
    case .life:
      let codes = labels.enumerated().map { row, label -> UInt8 in
        switch label {
        case .healthy: row < Self.runInRows ? 0 : 1
        case .grey: 2
        case .failing: 3
        }
      }
      return PhaseTrack(names: ["run-in", "steady", "grey", "failing"], codes: codes)
    }
  }
}
