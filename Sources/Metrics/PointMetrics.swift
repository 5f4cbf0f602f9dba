import Alarms
import Telemetry

/// Metrics that count rows: alarmed or not, healthy or failing.
///
/// Grey rows are left out of all but the alarm rate.
enum PointMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "true-positives", .higher, "rows", "alarmed failing rows", source: "confusion matrix",
      undefined: noRow),
    .init(
      "false-positives", .lower, "rows", "alarmed healthy rows", source: "confusion matrix",
      undefined: noRow),
    .init(
      "true-negatives", .higher, "rows", "healthy rows without alarm", source: "confusion matrix",
      undefined: noRow),
    .init(
      "false-negatives", .lower, "rows", "failing rows without alarm", source: "confusion matrix",
      undefined: noRow),
    .init(
      "precision", .higher, "share", "TP ÷ (TP + FP)",
      source: "van Rijsbergen, Information Retrieval, 1979", undefined: "no alarmed row"),
    .init(
      "recall", .higher, "share", "TP ÷ (TP + FN)",
      source: "van Rijsbergen, Information Retrieval, 1979", undefined: "no failing row"),
    .init(
      "f1", .higher, "share", "2 TP ÷ (2 TP + FP + FN)",
      source: "van Rijsbergen, Information Retrieval, 1979", undefined: "TP + FP + FN = 0"),
    .init(
      "accuracy", .higher, "share", "(TP + TN) ÷ (TP + FP + TN + FN)", source: "confusion matrix",
      undefined: noRow),
    .init(
      "specificity", .higher, "share", "TN ÷ (TN + FP)", source: "confusion matrix",
      undefined: "no healthy row"),
    .init(
      "false-positive-rate", .lower, "share", "FP ÷ (FP + TN): alarmed share of healthy rows",
      source: "confusion matrix", undefined: "no healthy row"),
    .init(
      "alarm-rate", .neutral, "share", "alarmed share of all rows, grey ones among them",
      undefined: "no row"),
    .init(
      "mcc", .higher, "coefficient", "Matthews' correlation coefficient",
      source: "Matthews, BBA 405, 1975", undefined: "a sum of rows or columns of the table is 0"),
    .init(
      "balanced-accuracy", .higher, "share", "(recall + specificity) ÷ 2",
      source: "Brodersen et al., ICPR 2010", undefined: "a class is missing"),
    .init(
      "brier", .lower, "squared probability",
      "mean (score − y)² over the scored healthy and failing rows, y = 1 on failing ones",
      source: "Brier, Monthly Weather Review 78, 1950",
      undefined: "no score, or one outside 0 through 1"),
    .init(
      "coverage", .higher, "share", "share of healthy and failing rows that have a score",
      undefined: noRow),
  ]

  private static let noRow = "neither a healthy nor a failing row"

  /// The counts of one unit's rows in one scope.
  struct Counts {
    var truePositives = 0
    var falsePositives = 0
    var trueNegatives = 0
    var falseNegatives = 0
    /// Alarms that start on a healthy row.
    var falseAlarms = 0
    var greyRows = 0
    var alarmedGreyRows = 0
    var scoredRows = 0

    var healthyRows: Int { falsePositives + trueNegatives }
    var failingRows: Int { truePositives + falseNegatives }
    var countedRows: Int { healthyRows + failingRows }
    var rows: Int { countedRows + greyRows }

    mutating func add(label: RowLabel, isAlarmed: Bool, isStart: Bool, isScored: Bool) {
      switch (label, isAlarmed) {
      case (.failing, true): truePositives += 1
      case (.failing, false): falseNegatives += 1
      case (.healthy, true): falsePositives += 1
      case (.healthy, false): trueNegatives += 1
      case (.grey, let isAlarmed):
        greyRows += 1
        if isAlarmed { alarmedGreyRows += 1 }
      case (.off, _): break
      }
      if isStart, label == .healthy { falseAlarms += 1 }
      // Grey rows count nowhere but in the alarm rate.
      if isScored, label.isCounted { scoredRows += 1 }
    }

    static func + (left: Counts, right: Counts) -> Counts {
      var sum = left
      sum.truePositives += right.truePositives
      sum.falsePositives += right.falsePositives
      sum.trueNegatives += right.trueNegatives
      sum.falseNegatives += right.falseNegatives
      sum.falseAlarms += right.falseAlarms
      sum.greyRows += right.greyRows
      sum.alarmedGreyRows += right.alarmedGreyRows
      sum.scoredRows += right.scoredRows
      return sum
    }
  }

  /// Counts the rows of a unit.
  static func counts(of unit: EvaluatedUnit) -> Counts {
    counts(of: unit, buckets: 1) { _ in 0 }[0]
  }

  /// Counts the rows of a unit, each into the bucket that `bucket` gives for it.
  static func counts(of unit: EvaluatedUnit, buckets: Int, bucket: (Int) -> Int) -> [Counts] {
    var counts = [Counts](repeating: Counts(), count: buckets)
    var alarm = 0
    let runs = unit.alarms.runs
    for row in unit.truth.rows {
      while alarm < runs.count, runs[alarm].upperBound < row { alarm += 1 }
      let isAlarmed = alarm < runs.count && runs[alarm].contains(row)
      counts[bucket(row)].add(
        label: unit.truth.labels[row], isAlarmed: isAlarmed,
        isStart: isAlarmed && runs[alarm].lowerBound == row,
        isScored: !unit.scores.storage[row].isNaN)
    }
    return counts
  }

  /// The point metrics of one scope, from the counts of every unit in it.
  ///
  /// - Parameters:
  ///   - units: The counts of every unit.
  ///   - brier: The Brier score, where the scope has one.
  ///   - scope: The rows that were counted.
  ///   - resamples: The resamples of the units; `nil` leaves out the intervals.
  /// - Returns: The defined ones, in the catalog's order.
  static func values(
    _ units: [Counts], brier: Double? = nil, scope: Scope, resamples: Resamples?
  ) -> [MetricValue] {
    let sum = units.reduce(Counts(), +)
    let tp = Double(sum.truePositives)
    let fp = Double(sum.falsePositives)
    let tn = Double(sum.trueNegatives)
    let fn = Double(sum.falseNegatives)
    var values: [MetricValue] = []
    func add(
      _ metric: String, _ value: Double?, _ interval: MetricValue.Interval = .none,
      over isBasis: (Counts) -> Bool
    ) {
      guard let value else { return }
      values.append(
        MetricValue(
          scope: scope, metric: metric, value: value, interval: interval,
          n: units.count(where: isBasis)))
    }
    let isCounted = { (unit: Counts) in unit.countedRows > 0 }
    let isHealthy = { (unit: Counts) in unit.healthyRows > 0 }
    let isFailing = { (unit: Counts) in unit.failingRows > 0 }
    if sum.countedRows > 0 {
      add("true-positives", tp, over: isCounted)
      add("false-positives", fp, over: isCounted)
      add("true-negatives", tn, over: isCounted)
      add("false-negatives", fn, over: isCounted)
    }
    add("precision", ratio(tp, tp + fp), over: { $0.truePositives + $0.falsePositives > 0 })
    add("recall", ratio(tp, tp + fn), over: isFailing)
    add(
      "f1", ratio(2 * tp, 2 * tp + fp + fn),
      resampledRatio(
        units, resamples, { Double(2 * $0.truePositives) },
        { Double(2 * $0.truePositives + $0.falsePositives + $0.falseNegatives) }),
      over: isCounted)
    add("accuracy", ratio(tp + tn, tp + tn + fp + fn), over: isCounted)
    add("specificity", ratio(tn, tn + fp), over: isHealthy)
    add(
      "false-positive-rate", ratio(fp, tn + fp),
      resampledRatio(
        units, resamples, { Double($0.falsePositives) }, { Double($0.healthyRows) }),
      over: isHealthy)
    add(
      "alarm-rate", ratio(tp + fp + Double(sum.alarmedGreyRows), Double(sum.rows)),
      over: { $0.rows > 0 })
    let margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    add("mcc", margins > 0 ? (tp * tn - fp * fn) / margins.squareRoot() : nil, over: isCounted)
    if let recall = ratio(tp, tp + fn), let specificity = ratio(tn, tn + fp) {
      add("balanced-accuracy", (recall + specificity) / 2, over: isCounted)
    }
    add("brier", brier, over: { $0.scoredRows > 0 })
    add("coverage", ratio(Double(sum.scoredRows), Double(sum.countedRows)), over: isCounted)
    return values
  }

  private static func resampledRatio(
    _ units: [Counts], _ resamples: Resamples?, _ part: (Counts) -> Double,
    _ whole: (Counts) -> Double
  ) -> MetricValue.Interval {
    guard let resamples else { return .none }
    let parts = units.map(part)
    let wholes = units.map(whole)
    return .resampled(
      resamples.replicate { draws in ratio(weighted(draws, parts), weighted(draws, wholes)) })
  }
}
