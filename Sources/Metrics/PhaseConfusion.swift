import Telemetry

/// How often each recorded phase of operation was taken for which, over the evaluated rows.
///
/// Rows in a state that is no phase of operation, as maintenance is none, are left out.
public struct PhaseConfusion: Sendable, Equatable {
  /// Rows, by the recorded phase and then the estimated one, both in the order of ``OperatingPhase``.
  public let rows: [[Int]]

  /// Counts the rows of the units whose states were recorded beside an estimate.
  ///
  /// There is none where no unit has recorded states.
  public init?(_ truths: [UnitTruth]) {
    let phases = OperatingPhase.allCases.count
    var rows = [[Int]](repeating: [Int](repeating: 0, count: phases), count: phases)
    var isRecorded = false
    for truth in truths {
      guard let estimate = truth.phaseEstimate else { continue }
      isRecorded = true
      let recorded = estimate.recorded
      let phaseOfState = recorded.names.map { OperatingPhase(recordedState: $0) }
      for row in truth.rows {
        guard let phase = phaseOfState[Int(recorded.codes[row])] else { continue }
        rows[Int(phase.code)][Int(estimate.estimated.codes[row])] += 1
      }
    }
    if !isRecorded { return nil }
    self.rows = rows
  }

  /// The mean over the three phases of the share of rows that were recognised, or `nil` where one of
  /// them has no row.
  public var balancedAccuracy: Double? {
    var sum = 0.0
    for (phase, counts) in rows.enumerated() {
      let all = counts.reduce(0, +)
      if all == 0 { return nil }
      sum += Double(counts[phase]) / Double(all)
    }
    return sum / Double(rows.count)
  }
}
