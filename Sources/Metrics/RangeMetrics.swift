/// Metrics that hold alarm segments against failing events instead of rows against rows.
enum RangeMetrics {
  static let definitions: [MetricDefinition] = [
    .init(
      "range-precision", .higher, "share",
      "mean share of an alarm segment inside events, ÷ the number of events it meets;"
        + " flat, reciprocal; \(perUnit)",
      source: tatbul, undefined: "no alarm"),
    .init(
      "range-recall", .higher, "share",
      "mean share of an event that is alarmed, ÷ the number of alarm segments in it;"
        + " alpha 0, flat, reciprocal; \(perUnit)",
      source: tatbul, undefined: noEvent),
    .init(
      "range-f1", .higher, "share", "harmonic mean of range-precision and range-recall",
      source: tatbul, undefined: "either is undefined, or both are 0"),
    .init(
      "affiliation-precision", .higher, "share",
      "probability that a random row of the zone of an event is no nearer to it than an alarmed"
        + " one; \(perUnit)",
      source: huet, undefined: "no alarm in the zone of an event"),
    .init(
      "affiliation-recall", .higher, "share",
      "probability that a random row of the zone of an event is no nearer to one of its rows than"
        + " the nearest alarm; \(perUnit)",
      source: huet, undefined: noEvent),
    .init(
      "affiliation-f1", .higher, "share",
      "harmonic mean of affiliation-precision and affiliation-recall",
      source: huet, undefined: "either is undefined, or both are 0"),
    .init(
      "event-precision", .higher, "share",
      "alarmed events ÷ (alarmed events + alarm segments outside all events), pooled",
      undefined: "no alarm"),
    .init(
      "event-recall", .higher, "share",
      "alarmed runs of failing rows ÷ all of them, also those that began before the evaluated rows;"
        + " pooled", undefined: noEvent),
    .init(
      "event-f1", .higher, "share",
      "2 D ÷ (2 D + F + M) from alarmed events D, alarm segments outside all events F and missed"
        + " events M, pooled",
      undefined: "neither an alarm nor an event"),
    numenta("nab.standard", "profile standard"),
    numenta("nab.low-fp", "profile reward_low_FP_rate: false alarms count double"),
    numenta("nab.low-fn", "profile reward_low_FN_rate: missed events count double"),
    .init(
      "pa-f1", .higher, "share",
      "f1 after an event with any alarm is credited whole, pooled; random scores reach high values",
      source: "Xu et al., WWW 2018", undefined: "neither an alarm nor a failing row"),
    .init(
      "pa-k20-f1", .higher, "share",
      "f1 after an event with more than 20 % of its rows alarmed is credited whole, pooled: PA%K",
      source: "Kim et al., AAAI 2022", undefined: "neither an alarm nor a failing row"),
  ]

  private static let perUnit = "mean over units"
  private static let noEvent = "no failing row"
  private static let tatbul = "Tatbul et al., NeurIPS 2018"
  private static let huet = "Huet et al., KDD 2022"

  private static func numenta(_ id: String, _ profile: String) -> MetricDefinition {
    .init(
      id, .higher, "points",
      "rewards for early alarms in events less penalties, 100 perfect, 0 no alarm at all; \(profile);"
        + " 15 % probation, normalised; \(perUnit)",
      source: "Lavin and Ahmad, ICMLA 2015", undefined: noEvent)
  }

  /// The metrics of all units, in the catalog's order.
  ///
  /// - Parameters:
  ///   - series: One per unit; the scores are not looked at.
  ///   - range: The variant of the range metrics; that of the catalog by default.
  /// - Returns: The defined ones.
  static func values(_ series: [Series], range: RangeScore = RangeScore()) -> [MetricValue] {
    ranges(series, range) + affiliation(series) + events(series) + numenta(series)
      + adjusted(series)
  }

  private static func ranges(_ series: [Series], _ metric: RangeScore) -> [MetricValue] {
    withHarmonicMean(
      "range", series.map { (precision: metric.precision($0), recall: metric.recall($0)) })
  }

  private static func affiliation(_ series: [Series]) -> [MetricValue] {
    withHarmonicMean(
      "affiliation",
      series.map { series in
        let affiliation = Affiliation(series)
        return (affiliation.precision, affiliation.recall)
      })
  }

  /// Mean precision and recall of the units, and the F1 of the means.
  private static func withHarmonicMean(
    _ family: String, _ units: [(precision: Double?, recall: Double?)]
  ) -> [MetricValue] {
    let precision = MetricValue.mean("\(family)-precision", units.map(\.precision))
    let recall = MetricValue.mean("\(family)-recall", units.map(\.recall))
    let f1 = harmonicMean(precision?.value, recall?.value).map {
      MetricValue(
        scope: .all, metric: "\(family)-f1", value: $0,
        n: units.count { $0.precision != nil || $0.recall != nil })
    }
    return [precision, recall, f1].compactMap { $0 }
  }

  private static func events(_ series: [Series]) -> [MetricValue] {
    let units = series.map { EventCounts($0) }
    guard let first = units.first else { return [] }
    let sum = units.dropFirst().reduce(first, +)
    return [
      value("event-precision", sum.precision, n: units.count { $0.precision != nil }),
      value("event-recall", sum.recall, n: units.count { $0.recall != nil }),
      value("event-f1", sum.f1, n: counted(series)),
    ].compactMap { $0 }
  }

  private static func numenta(_ series: [Series]) -> [MetricValue] {
    let profiles: [(String, NABScore.Profile)] = [
      ("nab.standard", .standard), ("nab.low-fp", .lowFalsePositives),
      ("nab.low-fn", .lowFalseNegatives),
    ]
    return profiles.compactMap { metric, profile in
      MetricValue.mean(metric, series.map { NABScore($0, profile: profile).normalized })
    }
  }

  /// The point-adjusted metrics, which mean something only beside those of random alarms.
  static func adjusted(_ series: [Series]) -> [MetricValue] {
    [("pa-f1", 0.0), ("pa-k20-f1", 20)].compactMap { metric, percent in
      let units = series.map { PointAdjustment($0, percent: percent) }
      guard let first = units.first else { return nil }
      return value(metric, units.dropFirst().reduce(first, +).f1, n: counted(series))
    }
  }

  private static func counted(_ series: [Series]) -> Int { series.count { $0.rows > 0 } }

  private static func value(_ metric: String, _ value: Double?, n: Int) -> MetricValue? {
    value.map { MetricValue(scope: .all, metric: metric, value: $0, n: n) }
  }
}
