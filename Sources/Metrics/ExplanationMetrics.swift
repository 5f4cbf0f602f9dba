import Telemetry

/// Metrics of what is said beside a score: its cause and the phase of operation.
enum ExplanationMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "phase-balanced-accuracy", .higher, "share",
      "mean over startup, steady and shutdown of the share of rows that phases: volatility"
        + " recognises (high load is steady, maintenance left out); the same for every detector",
      undefined: "another phase scheme, no recorded states, or a phase without rows")
  ]

  /// The metrics of the evaluated units.
  static func values(_ units: [EvaluatedUnit]) -> [MetricValue] {
    guard let accuracy = PhaseConfusion(units.map(\.truth))?.balancedAccuracy else { return [] }
    return [
      MetricValue(
        scope: .all, metric: "phase-balanced-accuracy", value: accuracy, n: units.count)
    ]
  }
}
