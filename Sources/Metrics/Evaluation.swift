import Alarms
import Telemetry

/// All metrics of one detector on one data set with one seed.
public struct Evaluation: Sendable {
  /// The metrics in the order of a record: scopes, then the catalog's order within each.
  public let values: [MetricValue]
  /// Every failing event, in the order of units and time.
  public let outcomes: [EventOutcome]
  public let curve: [ActivityCurve.Point]
  public let unitValues: [UnitValue]

  /// A number of one unit that helps to explain a changed metric.
  public struct UnitValue: Sendable, Equatable {
    public let unit: String
    public let metric: String
    public let value: Double

    /// The same number of the same unit with another value.
    public func replacing(value: Double) -> UnitValue {
      UnitValue(unit: unit, metric: metric, value: value)
    }
  }

  /// What an evaluation needs to know beside the detector's outputs.
  public struct Settings: Sendable, Equatable {
    public let requiredLead: Double
    public let budget: Double
    /// The horizon of the restricted mean of the first label set; `nil`: its longest event.
    public let horizon: Double?
    /// Rows per day where rows stand for lengths of time.
    public let rowsPerDay: Double?
    /// The greatest width of the slopes of the volume metrics, in rows.
    public let window: Int
    /// The names of the regimes; scopes of regimes exist where there is more than one.
    public let regimes: [String]

    public init(
      requiredLead: Double, budget: Double, horizon: Double?, rowsPerDay: Double?, window: Int,
      regimes: [String]
    ) {
      self.requiredLead = requiredLead
      self.budget = budget
      self.horizon = horizon
      self.rowsPerDay = rowsPerDay
      self.window = window
      self.regimes = regimes
    }
  }

  /// Another label set that the same outputs are held against, for the time metrics.
  public struct SecondLabels: Sendable {
    public let name: String
    public let horizon: Double?
    /// One truth per evaluated unit, in the same order.
    public let truths: [UnitTruth]

    public init(name: String, horizon: Double?, truths: [UnitTruth]) {
      self.name = name
      self.horizon = horizon
      self.truths = truths
    }
  }

  /// Evaluates a detector's outputs.
  ///
  /// - Parameters:
  ///   - units: The evaluated units, sorted by id.
  ///   - settings: Budget, required lead and the like.
  ///   - secondLabels: Further label sets.
  ///   - resamples: The data set's resamples of the units; `nil` leaves out the intervals.
  public init(
    _ units: [EvaluatedUnit], settings: Settings, secondLabels: [SecondLabels] = [],
    resamples: Resamples?
  ) {
    let phases = units.first?.truth.phases.names ?? []
    let all = units.map(PointMetrics.counts)
    let series = units.map { Series($0) }
    var values = PointMetrics.values(
      all, brier: BrierScore.value(series), scope: .all, resamples: resamples)
    values += RankingMetrics.values(units, series: series, resamples: resamples)
    values += VolumeMetrics.values(series, window: settings.window)
    values += RangeMetrics.values(series)
    let time = Self.timeMetrics(
      units, counts: all, scope: .all, horizon: settings.horizon, settings, resamples)
    values += time.values
    values += PrognosisMetrics.values(units)
    values += ExplanationMetrics.values(units, outcomes: time.outcomes)
    values += BestThresholdMetrics.values(units.map { Series($0, scores: $0.persistentScores) })
    values += Self.scoped(
      units, names: phases, settings, resamples, scope: Scope.phase
    ) { unit, row in
      Int(unit.truth.phases.codes[row])
    }
    if settings.regimes.count > 1 {
      values += Self.scoped(
        units, names: settings.regimes, settings, resamples, scope: Scope.regime
      ) { unit, row in
        unit.truth.regimes[row]
      }
    }
    for labels in secondLabels {
      let held = zip(units, labels.truths).map { $0.held(against: $1) }
      let counts = held.map(PointMetrics.counts)
      values +=
        Self.timeMetrics(
          held, counts: counts, scope: .labels(labels.name), horizon: labels.horizon, settings,
          resamples
        ).values
    }
    self.values = values
    outcomes = time.outcomes.flatMap { $0 }
    curve = ActivityCurve.budgets(with: settings.budget).compactMap { time.curve.point(budget: $0) }
    unitValues = Self.unitValues(units, counts: all, outcomes: time.outcomes)
  }

  private static func timeMetrics(
    _ units: [EvaluatedUnit], counts: [PointMetrics.Counts], scope: Scope, horizon: Double?,
    _ settings: Settings, _ resamples: Resamples?
  ) -> (values: [MetricValue], outcomes: [[EventOutcome]], curve: ActivityCurve) {
    let outcomes = units.enumerated().map { index, unit in
      EventOutcome.outcomes(
        unit: index, truth: unit.truth, alarms: unit.alarms, requiredLead: settings.requiredLead)
    }
    let curve = ActivityCurve(units, requiredLead: settings.requiredLead)
    let time = TimeMetrics.Settings(
      requiredLead: settings.requiredLead, budget: settings.budget, horizon: horizon,
      rowsPerDay: settings.rowsPerDay)
    let values =
      TimeMetrics.values(
        outcomes, localisationErrors: TimeMetrics.localisationErrors(units, scope: scope),
        curve: curve, scope: scope, settings: time, resamples: resamples)
      + TimeMetrics.falseAlarms(counts, scope: scope, rowsPerDay: settings.rowsPerDay)
    return (values, outcomes, curve)
  }

  /// Point metrics and false alarms of the rows of each phase or regime.
  private static func scoped(
    _ units: [EvaluatedUnit], names: [String], _ settings: Settings, _ resamples: Resamples?,
    scope: (String) -> Scope, bucket: (EvaluatedUnit, Int) -> Int
  ) -> [MetricValue] {
    let counts = units.map { unit in
      PointMetrics.counts(of: unit, buckets: names.count) { bucket(unit, $0) }
    }
    return names.enumerated().flatMap { index, name in
      let inScope = counts.map { $0[index] }
      return PointMetrics.values(inScope, scope: scope(name), resamples: resamples)
        + TimeMetrics.falseAlarms(inScope, scope: scope(name), rowsPerDay: settings.rowsPerDay)
    }
  }

  private static func unitValues(
    _ units: [EvaluatedUnit], counts: [PointMetrics.Counts], outcomes: [[EventOutcome]]
  ) -> [UnitValue] {
    zip(units, zip(counts, outcomes)).flatMap { unit, judged -> [UnitValue] in
      let (counts, outcomes) = judged
      let scores = unit.truth.rows.compactMap { unit.scores[$0] }
      var values = [
        UnitValue(
          unit: unit.truth.id, metric: "true-positives", value: Double(counts.truePositives)),
        UnitValue(
          unit: unit.truth.id, metric: "false-positives", value: Double(counts.falsePositives)),
      ]
      if !outcomes.isEmpty {
        values.append(
          UnitValue(
            unit: unit.truth.id, metric: "lead", value: outcomes.map(\.lead).reduce(0, +)))
      }
      // Finite scores may still add up to infinity, which no file can hold.
      let mean = scores.reduce(0, +) / Double(scores.count)
      if mean.isFinite {
        values.append(UnitValue(unit: unit.truth.id, metric: "score-mean", value: mean))
      }
      return values
    }
  }
}
