import Telemetry

/// Metrics of the scores themselves, over all thresholds at once.
///
/// Rows of all units are pooled, grey rows left out; a row without a score ranks lowest.
enum RankingMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "roc-auc", .higher, "share",
      "probability that a failing row outscores a healthy one, ties one half",
      source: "Hanley and McNeil, Radiology 143, 1982", undefined: "a class is missing"),
    .init(
      "average-precision", .higher, "share",
      "Σ (R_k − R_{k−1}) P_k over the distinct scores from high to low",
      source: "scikit-learn, average_precision_score", undefined: "no failing row"),
    .init(
      "pr-auc.trapezoid", .higher, "share",
      "trapezoids under the precision-recall curve, from (0, 1)",
      source: "scikit-learn, auc of precision_recall_curve", undefined: "no failing row"),
  ]

  /// The ranking metrics of all rows.
  ///
  /// - Parameters:
  ///   - units: The units, for the resamples.
  ///   - series: The same units without their grey rows.
  ///   - resamples: The resamples of the units; `nil` leaves out the intervals.
  /// - Returns: The defined ones, in the catalog's order.
  static func values(
    _ units: [EvaluatedUnit], series: [Series], resamples: Resamples?
  ) -> [MetricValue] {
    let resampled = resamples.map { resamples in
      let ranking = Ranking(units)
      return (
        roc: resamples.replicate(ranking.rocAUC),
        precision: resamples.replicateByLanes(ranking.averagePrecisions)
      )
    }
    return Self.values(
      PooledRanking(failing: series.failingScores, healthy: series.healthyScores),
      resampled: resampled, n: series.count { $0.rows > 0 })
  }

  /// The ranking metrics of pooled rows.
  ///
  /// - Parameters:
  ///   - pooled: The rows of all units.
  ///   - resampled: The areas in every resample; `nil` leaves out the intervals.
  ///   - units: The number of units with a row.
  /// - Returns: The defined ones, in the catalog's order.
  static func values(
    _ pooled: PooledRanking, resampled: (roc: [Double], precision: [Double])? = nil, n units: Int
  ) -> [MetricValue] {
    var values: [MetricValue] = []
    func add(_ metric: String, _ value: Double?, _ replicates: [Double]?) {
      guard let value else { return }
      values.append(
        MetricValue(
          scope: .all, metric: metric, value: value,
          interval: replicates.map(MetricValue.Interval.resampled) ?? .none, n: units))
    }
    add("roc-auc", pooled.rocAUC, resampled?.roc)
    add("average-precision", pooled.averagePrecision, resampled?.precision)
    add("pr-auc.trapezoid", pooled.precisionRecallArea, nil)
    return values
  }
}
