import Alarms
import Detectors
import Metrics
import Numerics
import Preparation
import Synchronization
import Telemetry

/// Evaluates the outputs of a run and lays them out as a record.
public struct RecordAssembly: Sendable {
  let plan: RunPlan
  let result: Runner.Result

  public init(plan: RunPlan, result: Runner.Result) {
    self.plan = plan
    self.result = result
  }

  /// The rows of all detectors, in the order of the suite.
  ///
  /// - Parameters:
  ///   - jobs: The number of detectors evaluated at once.
  ///   - report: Told after each detector.
  /// - Returns: A record without `run` and `machine`, which know the suite.
  public func record(jobs: Int, report: @escaping @Sendable (Runner.Progress) -> Void) -> Record {
    let pairs = plan.detectors.enumerated().flatMap { experiment, detectors in
      detectors.indices.map { Pair(experiment: experiment, detector: $0) }
    }
    let done = Atomic(0)
    let total = pairs.count
    let parts = pairs.concurrentMap(width: jobs) { pair -> Record in
      let part = part(pair.experiment, pair.detector)
      report(.evaluating(done: done.wrappingAdd(1, ordering: .relaxed).newValue, of: total))
      return part
    }
    var record = Record()
    for part in parts {
      record.metrics += part.metrics
      record.units += part.units
      record.events += part.events
      record.curves += part.curves
      record.cells += part.cells
      record.timings += part.timings
      record.replicates += part.replicates
      record.roc += part.roc
      record.traces += part.traces
    }
    record.phases = plan.experiments.flatMap(PhaseRow.rows)
    return record
  }

  private struct Pair: Sendable {
    let experiment: Int
    let detector: Int
  }

  /// The rows of one detector on one data set, over its seeds.
  private func part(_ experimentIndex: Int, _ detectorIndex: Int) -> Record {
    let experiment = plan.experiments[experimentIndex]
    let detector = plan.detectors[experimentIndex][detectorIndex]
    let cells = plan.cells.indices.filter {
      plan.cells[$0].experiment == experimentIndex && plan.cells[$0].detector == detectorIndex
    }
    let rows = DetectorRows(dataset: experiment.id, detector: detector.id)
    var record = Record()
    var evaluations: [Evaluation] = []
    // The first seed is audited for the detector: where it breaks a rule, no seed has numbers.
    let broken = cells.first.map { result.outputs[$0] }.flatMap { output in
      AuditRule(brokenBy: output.reason).map { _ in output }
    }
    for (index, seed) in detector.seeds.enumerated() {
      // A deterministic detector was computed once and is written for every seed.
      guard let cell = detector.detector.isStochastic ? cells[index] : cells.first else { continue }
      let output = broken ?? result.outputs[cell]
      let name = String(seed)
      record.cells.append(rows.cell(name, output))
      guard output.status == .ok else { continue }
      if index == 0 || detector.detector.isStochastic {
        let units = experiment.evaluatedUnits(output, detector.alarm)
        evaluations.append(evaluate(units, experiment, detector.alarm))
        if index == 0 {
          record.roc = rows.roc(name, units)
          record.traces = rows.traces(name, units, output.thresholds)
        }
      }
      guard let evaluation = evaluations.last else { continue }
      record.metrics += rows.metrics(name, evaluation.values)
      record.units += rows.units(name, evaluation.unitValues)
      record.events += rows.events(name, evaluation.outcomes, experiment.truths)
      record.curves += rows.curves(name, evaluation.curve)
      if index == 0, let timing = result.timings[cell] {
        record.timings.append(rows.timing(name, timing))
      }
    }
    if !evaluations.isEmpty, record.cells.allSatisfy({ $0.status == .ok }) {
      let means = Self.means(evaluations.map(\.values))
      record.metrics += rows.metrics(MetricKey.mean, means)
      record.replicates += rows.replicates(means)
      record.units += rows.units(MetricKey.mean, Self.unitMeans(evaluations.map(\.unitValues)))
    }
    return record
  }

  private func evaluate(
    _ units: [EvaluatedUnit], _ experiment: Experiment, _ alarm: AlarmRule
  ) -> Evaluation {
    Evaluation(
      units,
      settings: experiment.evaluationSettings(alarm, budget: plan.budget),
      secondLabels: experiment.secondLabels, resamples: experiment.resamples)
  }

  /// The means of the metrics that every seed has.
  private static func means(_ seeds: [[MetricValue]]) -> [MetricValue] {
    guard let first = seeds.first, seeds.count > 1 else { return seeds.first ?? [] }
    let tables = seeds.map { values in
      Dictionary(uniqueKeysWithValues: values.map { (ScopedMetric($0), $0) })
    }
    return first.compactMap { value in
      let values = tables.compactMap { $0[ScopedMetric(value)] }
      return values.count == seeds.count ? MetricValue.mean(values) : nil
    }
  }

  private struct ScopedMetric: Hashable {
    let scope: Scope
    let metric: String

    init(_ value: MetricValue) {
      scope = value.scope
      metric = value.metric
    }
  }

  /// The means of the numbers of units that every seed has.
  private static func unitMeans(_ seeds: [[Evaluation.UnitValue]]) -> [Evaluation.UnitValue] {
    guard let first = seeds.first, seeds.count > 1 else { return seeds.first ?? [] }
    let tables = seeds.map { values in
      Dictionary(uniqueKeysWithValues: values.map { (UnitMetric($0), $0.value) })
    }
    return first.compactMap { value in
      let values = tables.compactMap { $0[UnitMetric(value)] }
      guard values.count == seeds.count else { return nil }
      return value.replacing(value: values.reduce(0, +) / Double(seeds.count))
    }
  }

  private struct UnitMetric: Hashable {
    let unit: String
    let metric: String

    init(_ value: Evaluation.UnitValue) {
      unit = value.unit
      metric = value.metric
    }
  }
}
