import Telemetry

/// The metrics of a file of scores, without any interval: nothing is known of how it was made.
public struct ScoreEvaluation: Sendable {
  /// The metrics of all rows in the order of the catalog, then those of each phase.
  public let values: [Value]

  /// One metric in one scope.
  public struct Value: Sendable, Equatable {
    public let scope: Scope
    public let metric: String
    public let value: Double
    /// What random scores reach, where the metric means nothing without it.
    public let random: Double?
  }

  /// The variants of metrics that have some.
  public struct Settings: Sendable {
    /// The greatest width of the slopes of the volume metrics, in rows.
    public let window: Int
    public let range: RangeScore

    public init(window: Int = 100, range: RangeScore = RangeScore()) {
      self.window = window
      self.range = range
    }
  }

  /// Evaluates gathered rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, with what ``ScoreFamily/parts(for:)`` asks for; used up.
  ///   - phases: The names of the phases, by the numbers in the rows.
  ///   - ids: The wanted metrics.
  ///   - settings: The variants.
  public init(
    _ rows: consuming ScoredRows, phases: [String], metrics ids: [String],
    settings: Settings = Settings()
  ) {
    let wanted = Set(ids)
    rows.finish()
    let parts = ScoreFamily.parts(for: ids)
    let series = parts.contains(.labels) ? rows.takeSeries() : []
    var values: [MetricValue] = []
    for family in ScoreFamily.allCases
    where family.metrics.contains(where: { wanted.contains($0.id) }) {
      switch family {
      case .point:
        // Before the ranking, which takes the pooled scores away.
        let brier =
          parts.contains(.scores)
          ? BrierScore.value(series)
          : BrierScore.value(failing: rows.failingScores, healthy: rows.healthyScores)
        values += PointMetrics.values(
          rows.unitCounts, brier: brier, scope: .all, resamples: nil)
      case .ranking:
        values +=
          RankingMetrics.values(
            parts.contains(.scores)
              ? PooledRanking(failing: series.failingScores, healthy: series.healthyScores)
              : rows.takeRanking(),
            n: rows.unitCounts.count { $0.countedRows > 0 })
      case .volume: values += VolumeMetrics.values(series, window: settings.window)
      case .range: values += RangeMetrics.values(series, range: settings.range)
      case .time: values += Self.timeMetrics(rows)
      case .bestThreshold: values += BestThresholdMetrics.values(series)
      }
    }
    for (name, counts) in zip(phases, rows.phaseCounts) {
      values += PointMetrics.values([counts], brier: nil, scope: .phase(name), resamples: nil)
      values += TimeMetrics.falseAlarms([counts], scope: .phase(name), rowsPerDay: nil)
    }
    let random = Self.random(series, wanted)
    // Times at the end of the range of numbers have differences that no file can hold.
    self.values = values.filter { wanted.contains($0.metric) && $0.value.isFinite }.map { value in
      Value(
        scope: value.scope, metric: value.metric, value: value.value,
        random: random.first { $0.metric == value.metric }?.value)
    }
  }

  private static func timeMetrics(_ rows: borrowing ScoredRows) -> [MetricValue] {
    let outcomes = rows.units.enumerated().map { index, unit in
      EventOutcome.outcomes(
        unit: index, events: unit.events, rows: 0..<unit.rows,
        alarms: unit.alarms.map { ClosedRange($0) }, requiredLead: 0, time: { unit.times[$0] },
        label: unit.label)
    }
    let settings = TimeMetrics.Settings(
      requiredLead: 0, budget: 0, horizon: nil, rowsPerDay: nil)
    return TimeMetrics.values(
      outcomes, localisationErrors: nil, curve: nil, scope: .all, settings: settings,
      resamples: nil)
      + TimeMetrics.falseAlarms(rows.unitCounts, scope: .all, rowsPerDay: nil)
  }

  private static func random(
    _ series: [Series], _ wanted: Set<String>
  ) -> [(metric: String, value: Double)] {
    var random: [(metric: String, value: Double)] = []
    if wanted.contains("pa-f1") || wanted.contains("pa-k20-f1") {
      random += RandomBaseline.adjusted(series).map { ($0.metric, $0.value) }
    }
    if wanted.contains("pa-f1.oracle"), let best = RandomBaseline.bestAdjusted(series) {
      random.append(("pa-f1.oracle", best))
    }
    return random
  }
}
