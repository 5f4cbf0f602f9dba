import Alarms
import Metrics
import Telemetry

/// Gives the values of one detector on one data set their place in a record.
struct DetectorRows {
  let dataset: String
  let detector: String

  func metrics(_ seed: String, _ values: [MetricValue]) -> [MetricRow] {
    values.map { value in
      let bounds = value.bounds
      return MetricRow(
        key: MetricKey(
          dataset: dataset, detector: detector, seed: seed, scope: value.scope.description,
          metric: value.metric),
        value: value.value, low: bounds?.low, high: bounds?.high, n: value.n)
    }
  }

  /// What differences need: the resamples of the whole, and of the rate of false alarms by phase.
  func replicates(_ means: [MetricValue]) -> [ReplicateRow] {
    means.compactMap { value in
      guard case .resampled(let resamples) = value.interval,
        value.scope == .all
          || value.scope.kind == .phase && value.metric == "false-positive-rate"
      else { return nil }
      return ReplicateRow(
        key: MetricKey(
          dataset: dataset, detector: detector, seed: MetricKey.mean,
          scope: value.scope.description, metric: value.metric),
        values: resamples)
    }
  }

  func units(_ seed: String, _ values: [Evaluation.UnitValue]) -> [UnitRow] {
    values.map { value in
      UnitRow(
        dataset: dataset, detector: detector, seed: seed, unit: value.unit, metric: value.metric,
        value: value.value)
    }
  }

  func events(_ seed: String, _ outcomes: [EventOutcome], _ truths: [UnitTruth]) -> [EventRow] {
    outcomes.map { outcome in
      let truth = truths[outcome.unit]
      return EventRow(
        dataset: dataset, detector: detector, seed: seed, unit: truth.id,
        onset: truth.times[outcome.event.onset], end: truth.times[outcome.event.end],
        firstAlarm: outcome.firstAlarm.map { truth.times[$0] },
        alarm: outcome.alarm.map { truth.times[$0] }, outcome: outcome.kind, delay: outcome.delay,
        lead: outcome.lead, isEarly: outcome.isEarly)
    }
  }

  func curves(_ seed: String, _ points: [ActivityCurve.Point]) -> [CurveRow] {
    points.map { CurveRow(dataset: dataset, detector: detector, seed: seed, point: $0) }
  }

  func roc(_ seed: String, _ units: [EvaluatedUnit]) -> [ROCRow] {
    (ROCCurve(units, most: ROCRow.mostPoints)?.points ?? []).map {
      ROCRow(dataset: dataset, detector: detector, seed: seed, point: $0)
    }
  }

  func traces(_ seed: String, _ units: [EvaluatedUnit], _ thresholds: [Threshold]) -> [TraceRow] {
    TracePoint.drawnUnits(of: units.count).flatMap { index in
      TracePoint.points(of: units[index], threshold: thresholds[index].value).map {
        TraceRow(
          dataset: dataset, detector: detector, seed: seed, unit: units[index].truth.id, point: $0)
      }
    }
  }

  func cell(_ seed: String, _ output: CellOutput) -> CellRow {
    CellRow(
      dataset: dataset, detector: detector, seed: seed, status: output.status,
      reason: output.remark)
  }

  func timing(_ seed: String, _ timing: CellTiming) -> TimingRow {
    TimingRow(dataset: dataset, detector: detector, seed: seed, timing: timing)
  }
}
