import Alarms
import Detectors
import Metrics
import Numerics
import Preparation
import Synchronization
import Telemetry

extension Record {
  /// Evaluates what a run made.
  ///
  /// The rows are those of all detectors, in the order of the suite; `run` and `machine`, which know
  /// the suite, are missing.
  ///
  /// - Parameters:
  ///   - result: The outputs and timings of the cells. Where nobody else holds them, an output is let
  ///     go when it is evaluated: a large suite has a hundred megabytes of them, and of rows.
  ///   - plan: The plan of the run.
  ///   - jobs: The number of detectors evaluated at once.
  ///   - report: Told after each detector.
  public init(
    _ result: consuming Runner.Result, of plan: RunPlan, jobs: Int,
    report: @escaping @Sendable (Runner.Progress) -> Void
  ) {
    let assembly = RecordAssembly(plan: plan, result: result)
    let pairs = plan.detectors.enumerated().flatMap { experiment, detectors in
      detectors.indices.map { (experiment: experiment, detector: $0) }
    }
    let done = Atomic(0)
    let total = pairs.count
    let parts = pairs.concurrentMap(width: jobs) { pair -> Record in
      let part = assembly.takePart(pair.experiment, pair.detector)
      report(.evaluating(done: done.wrappingAdd(1, ordering: .relaxed).newValue, of: total))
      return part
    }
    self.init(joining: consume parts)
    phases = plan.experiments.flatMap(PhaseRow.rows)
  }

  /// The rows of parts, one part after another, each of which is let go as its rows are taken over.
  private init(joining parts: consuming [Record]) {
    self.init()
    join(\.metrics, of: &parts)
    join(\.units, of: &parts)
    join(\.events, of: &parts)
    join(\.curves, of: &parts)
    join(\.cells, of: &parts)
    join(\.timings, of: &parts)
    join(\.replicates, of: &parts)
    join(\.roc, of: &parts)
    join(\.traces, of: &parts)
  }

  private mutating func join<Row>(_ rows: WritableKeyPath<Record, [Row]>, of parts: inout [Record])
  {
    self[keyPath: rows].reserveCapacity(parts.map { $0[keyPath: rows].count }.reduce(0, +))
    for index in parts.indices {
      self[keyPath: rows] += parts[index][keyPath: rows]
      parts[index][keyPath: rows] = []
    }
  }
}

/// Evaluates the outputs of a run, detector by detector.
private final class RecordAssembly: Sendable {
  private let plan: RunPlan
  private let timings: [CellTiming?]
  /// The outputs of the cells that were not evaluated yet.
  private let outputs: Mutex<[CellOutput?]>

  init(plan: RunPlan, result: consuming Runner.Result) {
    self.plan = plan
    timings = result.timings
    outputs = Mutex(result.outputs)
  }

  private func takeOutput(_ cell: Int) -> CellOutput? {
    outputs.withLock { $0[cell].take() }
  }

  /// The rows of one detector on one data set, over its seeds, whose outputs are then gone.
  ///
  /// - Precondition: It is called once per detector and data set.
  func takePart(_ experimentIndex: Int, _ detectorIndex: Int) -> Record {
    let experiment = plan.experiments[experimentIndex]
    let detector = plan.detectors[experimentIndex][detectorIndex]
    let cells = plan.cells.indices.filter {
      plan.cells[$0].experiment == experimentIndex && plan.cells[$0].detector == detectorIndex
    }
    let outputs = cells.compactMap(takeOutput)
    let rows = DetectorRows(dataset: experiment.id, detector: detector.id)
    var record = Record()
    var evaluations: [Evaluation] = []
    // The first seed is audited for the detector: where it breaks a rule, no seed has numbers.
    let broken = outputs.first.flatMap { output in
      AuditRule(brokenBy: output.reason).map { _ in output }
    }
    for (index, seed) in detector.seeds.enumerated() {
      // A deterministic detector was computed once and is written for every seed.
      let number = detector.detector.isStochastic ? index : 0
      let output = broken ?? outputs[number]
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
      if index == 0, let timing = timings[cells[number]] {
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
