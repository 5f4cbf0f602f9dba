import Alarms
import Numerics
import Telemetry

/// Metrics of failing events and of alarms in time.
enum TimeMetrics {
  static let definitions: [MetricDefinition] = [
    .init("failing-events", .neutral, "events", "failing events with their onset evaluated"),
    .init("detected", .higher, "events", "in time or late"),
    .init("in-time", .higher, "events", "alarm at least the required lead before the failure"),
    .init("late", .lower, "events", "alarm, but with less than the required lead"),
    .init("missed", .lower, "events", "no alarm that counts"),
    .init(
      "early", .lower, "events", "events with an alarm start on a healthy row before the early band"
    ),
    .init(
      "localisation-errors", .lower, "alarms",
      "alarm starts on a unit whose rows are grey because its neighbour on the machine is failing",
      undefined: "no unit has a failing neighbour"),
    .init("detection-rate", .higher, "share", "detected ÷ failing events", undefined: noEvents),
    .init("early-rate", .lower, "share", "early ÷ failing events", undefined: noEvents),
    .init(
      "detection-rate.at-budget", .higher, "share",
      "detection rate on the activity monitoring curve at the suite's budget",
      source: "Fawcett and Provost, KDD 1999", undefined: noPoint),
    .init(
      "lead.median.at-budget", .higher, "time",
      "median lead on the activity monitoring curve at the suite's budget",
      source: "Fawcett and Provost, KDD 1999", undefined: noPoint),
    .init(
      "delay.km-median", .lower, "time",
      "Kaplan-Meier median of onset to alarm, missed events censored at their end",
      source: "Kaplan and Meier, JASA 53, 1958",
      undefined: "no failing event, or the curve stays above one half"),
    .init(
      "delay.restricted-mean", .lower, "time",
      "mean of onset to alarm up to the horizon (failing_within, else the longest failing event), by"
        + " the Kaplan-Meier curve",
      source: "Kaplan and Meier, JASA 53, 1958", undefined: noEvents),
    .init(
      "lead.median", .higher, "time", "median of alarm to failure, missed events 0",
      undefined: noEvents),
    .init(
      "false-alarms-per-1000", .lower, "alarms per 1000 rows",
      "alarm starts on healthy rows per 1000 healthy rows", undefined: "no healthy row"),
    .init(
      "false-alarms-per-day", .lower, "alarms per day",
      "alarm starts on healthy rows per day of healthy rows",
      undefined: "no healthy row, or time is counted in cycles"),
    .init(
      "units-with-false-alarm", .lower, "units",
      "units with an alarm start on a healthy row",
      source: "Assay, docs/protocol.md; bounds: Wilson, JASA 22, 1927", undefined: "no healthy row"),
  ]

  private static let noEvents = "no failing event"
  private static let noPoint = "no failing event, or no healthy row with a persistent score"

  /// What the time metrics need to know beside the units.
  struct Settings {
    let requiredLead: Double
    /// The budget of the at-budget metrics, in alarmed rows per 1000.
    let budget: Double
    /// The horizon of the restricted mean; `nil` takes the longest failing event.
    let horizon: Double?
    /// Rows per day where rows stand for lengths of time.
    let rowsPerDay: Double?
  }

  /// The metrics of events, with their outcomes per unit; those at a budget need a curve.
  static func values(
    _ outcomes: [[EventOutcome]], localisationErrors: MetricValue?, curve: ActivityCurve?,
    scope: Scope, settings: Settings, resamples: Resamples?
  ) -> [MetricValue] {
    let events = outcomes.flatMap { $0 }
    let count = events.count
    func value(
      _ metric: String, _ value: Double, _ interval: MetricValue.Interval = .none
    ) -> MetricValue {
      MetricValue(scope: scope, metric: metric, value: value, interval: interval, n: count)
    }
    func number(_ isCounted: (EventOutcome) -> Bool) -> Double {
      Double(events.count(where: isCounted))
    }
    var values = [
      value("failing-events", Double(count)),
      value("detected", number { $0.kind.isDetected }),
      value("in-time", number { $0.kind == .inTime }),
      value("late", number { $0.kind == .late }),
      value("missed", number { $0.kind == .missed }),
      value("early", number(\.isEarly)),
    ]
    if let localisationErrors { values.append(localisationErrors) }
    guard count > 0 else { return values }
    let table = LeadTable(outcomes)
    func resampled(_ statistic: (Span<Double>) -> Double?) -> MetricValue.Interval {
      resamples.map { .resampled($0.replicate(statistic)) } ?? .none
    }
    values.append(
      value(
        "detection-rate", number { $0.kind.isDetected } / Double(count),
        resampled(table.detectionRate)))
    values.append(value("early-rate", number(\.isEarly) / Double(count)))
    if let curve, let point = curve.point(budget: settings.budget),
      let rate = point.detectionRate, let lead = point.medianLead
    {
      let replicates = resamples.map { curve.replicates(budget: settings.budget, $0) }
      values.append(
        value("detection-rate.at-budget", rate, replicates.map { .resampled($0.rate) } ?? .none))
      values.append(
        value("lead.median.at-budget", lead, replicates.map { .resampled($0.lead) } ?? .none))
    }
    let survival = Survival(
      detected: events.compactMap(\.delay),
      censored: events.filter { $0.delay == nil }.map(\.censoredAt))
    if let median = survival.median { values.append(value("delay.km-median", median)) }
    if let horizon = settings.horizon ?? events.map(\.censoredAt).max() {
      values.append(
        value("delay.restricted-mean", survival.restrictedMean(horizon: horizon)))
    }
    if let lead = Statistics.median(events.map(\.lead)) {
      values.append(value("lead.median", lead, resampled(table.medianLead)))
    }
    return values
  }

  /// The alarms that accuse a unit while its neighbour is failing; `nil` where no unit has one.
  static func localisationErrors(_ units: [EvaluatedUnit], scope: Scope) -> MetricValue? {
    let errors = units.compactMap { unit in
      unit.truth.localisedFrom.map { first in
        unit.alarms.runs.count { run in
          let start = run.lowerBound
          return start >= first && unit.truth.rows.contains(start)
            && unit.truth.labels[start] == .grey
        }
      }
    }
    if errors.isEmpty { return nil }
    return MetricValue(
      scope: scope, metric: "localisation-errors", value: Double(errors.reduce(0, +)),
      n: errors.count)
  }

  /// The metrics of false alarms, from the counts of every unit in a scope.
  static func falseAlarms(
    _ units: [PointMetrics.Counts], scope: Scope, rowsPerDay: Double?
  ) -> [MetricValue] {
    let sum = units.reduce(PointMetrics.Counts(), +)
    let healthyUnits = units.count { $0.healthyRows > 0 }
    guard sum.healthyRows > 0 else { return [] }
    let alarms = Double(sum.falseAlarms)
    var values = [
      MetricValue(
        scope: scope, metric: "false-alarms-per-1000",
        value: 1000 * alarms / Double(sum.healthyRows), n: healthyUnits)
    ]
    guard scope == .all || scope.kind == .labels else { return values }
    if let rowsPerDay {
      values.append(
        MetricValue(
          scope: scope, metric: "false-alarms-per-day",
          value: alarms * rowsPerDay / Double(sum.healthyRows), n: healthyUnits))
    }
    values.append(
      MetricValue(
        scope: scope, metric: "units-with-false-alarm",
        value: Double(units.count { $0.falseAlarms > 0 }), interval: .wilson, n: healthyUnits))
    return values
  }
}
