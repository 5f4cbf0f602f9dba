import Telemetry

/// Metrics of what is said beside a score: its cause and the phase of operation.
enum ExplanationMetrics {
  static let definitions: [MetricDefinition] =
    hits.map { count in
      .init(
        "attribution-hit.\(count)", .higher, "share",
        (count == 1
          ? "events whose alarm names, with the largest contribution at its start,"
          : "events whose alarm names, among the \(count) largest contributions at its start,")
          + " a channel of the machine's fault ÷ detected events with an explanation",
        undefined: "no detected event of a recorded fault has an explanation")
    } + [
      .init(
        "phase-balanced-accuracy", .higher, "share",
        "mean over startup, steady and shutdown of the share of rows that phases: volatility"
          + " recognises (high load is steady, maintenance left out); the same for every detector",
        undefined: "no recorded states, no load channel that varies, or a phase without rows")
    ]

  /// The numbers of named channels among which one must be the fault's.
  private static let hits = [1, 3]

  /// The metrics of the evaluated units.
  ///
  /// - Parameters:
  ///   - units: The evaluated units.
  ///   - outcomes: The outcomes of the failing events of each.
  /// - Returns: Attribution, then phases, as far as they are defined.
  static func values(
    _ units: [EvaluatedUnit], outcomes: [[EventOutcome]]
  ) -> [MetricValue] {
    let explained = zip(units, outcomes).flatMap(explainedEvents)
    var values: [MetricValue] = []
    if !explained.isEmpty {
      values = hits.map { count in
        let hit = explained.count { event in
          event.named.prefix(count).contains(where: event.faulty.contains)
        }
        return MetricValue(
          scope: .all, metric: "attribution-hit.\(count)",
          value: Double(hit) / Double(explained.count), n: explained.count)
      }
    }
    if let accuracy = PhaseConfusion(units.map(\.truth))?.balancedAccuracy {
      values.append(
        MetricValue(
          scope: .all, metric: "phase-balanced-accuracy", value: accuracy, n: units.count))
    }
    return values
  }

  /// The detected events of a unit for which channels were named and channels are known to be faulty.
  private static func explainedEvents(
    _ unit: EvaluatedUnit, _ outcomes: [EventOutcome]
  ) -> [(named: [Int], faulty: [Int])] {
    zip(outcomes, unit.namedChannels).compactMap { outcome, named in
      let event = outcome.event
      let faulty = unit.truth.machineFaults.filter {
        $0.rows.overlaps(event.onset..<event.end + 1)
      }.flatMap(\.channels)
      guard outcome.kind.isDetected, let named, !faulty.isEmpty else { return nil }
      return (named, faulty)
    }
  }
}
