import Telemetry

/// Metrics of the scores themselves, over all thresholds at once.
///
/// Rows of all units are pooled, grey rows left out; a row without a score ranks lowest.
enum RankingMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "roc-auc", .higher, "share",
      "probability that a failing row outscores a healthy one, ties one half (Mann-Whitney)",
      undefined: "a class is missing"),
    .init(
      "average-precision", .higher, "share",
      "Σ (R_k − R_{k−1}) P_k over the distinct scores from high to low",
      undefined: "no failing row"),
    .init(
      "pr-auc.trapezoid", .higher, "share",
      "trapezoids under the precision-recall curve, from (0, 1)", undefined: "no failing row"),
  ]

  /// The ranking metrics of all rows.
  static func values(_ units: [EvaluatedUnit], resamples: Resamples?) -> [MetricValue] {
    let ranking = Ranking(units)
    var values: [MetricValue] = []
    func add(_ metric: String, _ value: Double?, _ replicates: [Double]?) {
      guard let value else { return }
      values.append(
        MetricValue(
          scope: .all, metric: metric, value: value,
          interval: replicates.map(MetricValue.Interval.resampled) ?? .none,
          n: ranking.countedUnits))
    }
    let once = [Double](repeating: 1, count: units.count)
    add("roc-auc", ranking.rocAUC(once.span), resamples?.replicate(ranking.rocAUC))
    add(
      "average-precision", ranking.averagePrecision,
      resamples?.replicateByLanes(ranking.averagePrecisions))
    add("pr-auc.trapezoid", ranking.precisionRecallArea, nil)
    return values
  }
}
