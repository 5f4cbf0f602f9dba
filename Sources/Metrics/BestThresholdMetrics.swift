/// What the best threshold would reach: upper bounds, chosen on the evaluation's own labels.
enum BestThresholdMetrics {
  static let definitions: [MetricDefinition] = [
    definition("f1.oracle", "best f1 of the persistent score, rows pooled"),
    definition("precision.oracle", "precision at the threshold of f1.oracle"),
    definition("recall.oracle", "recall at the threshold of f1.oracle"),
    definition("pa-f1.oracle", "best pa-f1 of the persistent score, rows pooled"),
  ]

  private static func definition(_ id: String, _ summary: String) -> MetricDefinition {
    .init(
      id, .higher, "share",
      summary + "; threshold chosen on the evaluation's labels; an upper bound",
      undefined: "no failing row has a persistent score")
  }

  /// The metrics of all units.
  ///
  /// - Parameter series: One per unit, with its persistent scores.
  /// - Returns: All four, or none.
  static func values(_ series: [Series]) -> [MetricValue] {
    let plain = best(
      series.failingScores.map { BestThreshold.Find(score: $0, rows: 1) }, series)
    let found: [(String, Double?)] = [
      ("f1.oracle", plain?.f1), ("precision.oracle", plain?.precision),
      ("recall.oracle", plain?.recall), ("pa-f1.oracle", pointAdjusted(series)?.f1),
    ]
    return found.compactMap { metric, value in
      value.map {
        MetricValue(scope: .all, metric: metric, value: $0, n: series.count { $0.rows > 0 })
      }
    }
  }

  /// The best threshold where an event is credited whole once its highest score reaches it.
  static func pointAdjusted(_ series: [Series]) -> BestThreshold? {
    let events = series.flatMap { series in
      series.events.compactMap { event in
        series.scores[event].max().map { BestThreshold.Find(score: $0, rows: event.count) }
      }
    }
    return best(events, series)
  }

  private static func best(
    _ finds: [BestThreshold.Find], _ series: [Series]
  ) -> BestThreshold? {
    var healthy = series.healthyScores
    healthy.removeAll { $0 == -.infinity }
    return BestThreshold(
      finds.filter { $0.score > -.infinity }, healthy: healthy,
      failingRows: series.reduce(0) { $0 + $1.failingRows })
  }
}
