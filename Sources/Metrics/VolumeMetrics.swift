import Numerics

/// Volumes and areas under curves with sloping borders of the events, per unit and averaged.
enum VolumeMetrics {
  static let definitions: [MetricDefinition] = [
    definition(
      "vus-roc.opt", "mean ROC area with sloping borders of 0 through W rows", undefined: noCurve),
    definition(
      "vus-pr.opt",
      "mean precision-recall area (rectangles) with sloping borders of 0 through W"
        + " rows", undefined: noEvent),
    definition(
      "range-auc-roc.opt", "ROC area with sloping borders of W rows", undefined: noCurve),
    definition(
      "range-auc-pr.opt", "precision-recall area (rectangles) with sloping borders of W rows",
      undefined: noEvent),
  ]

  private static let noEvent = "no unit has a failing row"
  private static let noCurve = "no unit has both healthy and failing rows"

  private static func definition(
    _ id: String, _ summary: String, undefined: String
  ) -> MetricDefinition {
    .init(
      id, .higher, "share",
      summary + " beside the failing events; W = failing_within where a row is a cycle, else the"
        + " median length of the events in rows; 250 thresholds, variant opt of the authors' package;"
        + " mean over units",
      source: "Paparrizos et al., PVLDB 15 (11), 2022", undefined: undefined)
  }

  /// The volume metrics of all units.
  static func values(_ series: [Series], window: Int) -> [MetricValue] {
    let volumes = series.map { VolumeUnderSurface($0, window: window) }
    return [
      MetricValue.mean("vus-roc.opt", volumes.map(\.rocVolume)),
      MetricValue.mean("vus-pr.opt", volumes.map(\.prVolume)),
      MetricValue.mean("range-auc-roc.opt", volumes.map(\.rocArea)),
      MetricValue.mean("range-auc-pr.opt", volumes.map(\.prArea)),
    ].compactMap { $0 }
  }
}

extension MetricValue {
  /// The mean over the units where a metric is defined, or `nil` where it is in none.
  static func mean(_ metric: String, _ units: [Double?]) -> MetricValue? {
    let defined = units.compactMap { $0 }
    return Statistics.mean(defined).map {
      MetricValue(scope: .all, metric: metric, value: $0, n: defined.count)
    }
  }
}
