/// The metrics that a file of scores allows, in families as people know them.
public enum ScoreFamily: CaseIterable, Sendable {
  case point
  case ranking
  case volume
  case range
  case time
  case bestThreshold

  /// The metrics, in the order of the catalog.
  public var metrics: [MetricDefinition] {
    switch self {
    case .point: PointMetrics.definitions
    case .ranking: RankingMetrics.definitions
    case .volume: VolumeMetrics.definitions
    case .range: RangeMetrics.definitions
    case .time: TimeMetrics.definitions.filter { !Self.beyondFiles.contains($0.id) }
    case .bestThreshold: BestThresholdMetrics.definitions
    }
  }

  /// What the family's metrics look at beside counts of rows.
  private var parts: ScoredRows.Parts {
    switch self {
    case .point: []
    case .ranking: .pool
    case .volume, .bestThreshold: [.labels, .scores]
    case .range: [.labels, .alarms]
    case .time: [.labels, .alarms, .times]
    }
  }

  private var looksAtAlarms: Bool {
    switch self {
    case .point, .range, .time: true
    case .ranking, .volume, .bestThreshold: false
    }
  }

  /// Every metric of all families, by its id, in the order of the catalog.
  public static let ids: [String] = allCases.flatMap(\.metrics).map(\.id)

  /// The metrics that look at no alarm, and so need no threshold.
  public static let idsWithoutThreshold: [String] =
    allCases.flatMap { family in
      family.metrics.map(\.id).filter { !family.looksAtAlarms || ofScoresAndLabels.contains($0) }
    }

  /// What must be kept of rows for some metrics; scores that are kept by unit are not pooled too.
  public static func parts(for ids: [String]) -> ScoredRows.Parts {
    let parts = allCases.reduce(into: ids.contains("brier") ? .pool : []) {
      (parts: inout ScoredRows.Parts, family) in
      if family.metrics.contains(where: { ids.contains($0.id) }) { parts.formUnion(family.parts) }
    }
    return parts.contains(.scores) ? parts.subtracting(.pool) : parts
  }

  /// Time metrics that need a suite: machines, the unit of time, or a budget and its persistence.
  private static let beyondFiles: Set<String> = [
    "localisation-errors", "detection-rate.at-budget", "lead.median.at-budget",
    "false-alarms-per-day",
  ]

  /// Metrics without alarms in families that are about alarms.
  private static let ofScoresAndLabels: Set<String> = ["brier", "coverage", "failing-events"]
}
