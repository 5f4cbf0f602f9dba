public import Alarms
import Detectors
public import Metrics
import Numerics
public import Preparation
public import Telemetry

/// One data set of a suite, loaded, split and labelled: everything that its cells share.
public struct Experiment: Sendable {
  public let id: String
  public private(set) var dataSet: DataSet
  public private(set) var split: Split
  public let labels: LabelRule
  public private(set) var preparation: PreparationRule
  /// Whether every unit has a model, scaler and threshold of its own.
  public let fitsPerUnit: Bool
  /// The ground truth of the evaluated units, in the order of the split.
  public let truths: [UnitTruth]
  public let secondLabels: [Evaluation.SecondLabels]
  /// The names of the regimes of the training rows.
  public let regimes: [String]
  public let resamples: Resamples?

  /// Splits and labels a data set.
  ///
  /// - Parameters:
  ///   - id: The data set's name in the suite.
  ///   - dataSet: The data as loaded.
  ///   - rule: Which rows fit and which are evaluated.
  ///   - labels: The label sets; the first is used for everything, the others for time metrics.
  ///   - phases: The scheme that sorts rows into phases.
  ///   - preparation: How rows become detectors' input.
  ///   - fitsPerUnit: Whether every unit is fitted by itself; needs a chronological split.
  /// - Throws: ``PreparationError`` when the data do not allow it.
  public init(
    id: String, dataSet: DataSet, split rule: SplitRule, labels: [LabelRule], phases: PhaseScheme,
    preparation: PreparationRule, fitsPerUnit: Bool
  ) throws(PreparationError) {
    guard let first = labels.first else { throw PreparationError("no label set is named") }
    self.id = id
    self.dataSet = try preparation.admitted(dataSet)
    if !fitsPerUnit { try preparation.checkCommonChannels(self.dataSet) }
    self.labels = first
    self.preparation = preparation
    self.fitsPerUnit = fitsPerUnit
    let split = try Split(rule, of: self.dataSet)
    self.split = split
    let map = RegimeMap(training: split.training)
    regimes = map.keys.enumerated().map { index, key in
      if let names = dataSet.regimeNames, names.indices.contains(key) { return names[key] }
      return String(index)
    }
    let fittedPhases = try phases.fitted(on: split.training, of: self.dataSet)
    // Where the readings do not allow an estimate there is none to hold against recorded states.
    let estimator: VolatilityPhases? =
      if case .volatility(let phases) = fittedPhases {
        phases
      } else if split.evaluation.contains(where: { $0.unit.recordedPhases != nil }) {
        try? VolatilityPhases(training: split.training, loadChannels: self.dataSet.loadChannels)
      } else {
        nil
      }
    var truths: [UnitTruth] = []
    for slice in split.evaluation {
      let rowLabels = first.labels(of: slice.unit)
      truths.append(
        UnitTruth(
          id: slice.unit.id, times: slice.unit.times, rows: slice.rows, labels: rowLabels,
          phases: try fittedPhases.track(of: slice.unit, labels: rowLabels),
          regimes: map.regimes(of: slice.unit),
          events: first.failingEvents(of: slice, labels: rowLabels),
          localisedFrom: first.neighbourOnset(of: slice.unit),
          phaseEstimate: slice.unit.recordedPhases.flatMap { recorded in
            estimator.map { PhaseEstimate(recorded: recorded, estimated: $0.track(of: slice.unit)) }
          },
          remainingLife: rule == .official
            ? slice.rows.last.flatMap(slice.unit.remainingLife) : nil,
          machineFaults: slice.unit.faults.filter { $0.origin == .machine }))
    }
    self.truths = truths
    secondLabels = labels.dropFirst().map { rule in
      Evaluation.SecondLabels(
        name: rule.name, horizon: rule.thresholds?.failingWithin,
        truths: zip(split.evaluation, truths).map { slice, truth in
          let rowLabels = rule.labels(of: slice.unit)
          return truth.relabelled(
            rowLabels, events: rule.failingEvents(of: slice, labels: rowLabels),
            localisedFrom: rule.neighbourOnset(of: slice.unit))
        })
    }
    resamples = Resamples(units: split.evaluation.count, dataset: id)
  }

  /// The same experiment for a detector that is given features of the channels.
  func taking(_ features: FeatureRule?) -> Experiment {
    var other = self
    other.preparation.features = features
    return other
  }

  /// The units that share a model: all, or each by itself.
  ///
  /// - Returns: Positions among the training slices and among the evaluation slices.
  var groups: [(training: [Int], evaluation: [Int])] {
    if !fitsPerUnit {
      return [(Array(split.training.indices), Array(split.evaluation.indices))]
    }
    return split.training.indices.map { ([$0], [$0]) }
  }

  /// The same experiment from a source that lists its units the other way round.
  ///
  /// Everything that is fitted must come out the same to the bit; the audit sees to it.
  func loadedInReverse() throws(PreparationError) -> Experiment {
    var other = self
    other.dataSet = dataSet.loadedInReverse
    other.split = try Split(split.rule, of: other.dataSet)
    return other
  }

  /// What a detector is told before its first fit.
  func surroundings(_ detector: String, seed: UInt64) -> CellSurroundings {
    CellSurroundings(
      channels: preparation.columnIDs(of: dataSet),
      timeUnit: dataSet.timeUnit,
      randomness: Randomness(seed: seed, dataset: id, detector: detector),
      namesRepeat: split.rule == .official
        && !Set(split.training.map(\.unit.id)).isDisjoint(with: split.evaluation.map(\.unit.id)))
  }

  /// The settings of an evaluation under a detector's alarm rule.
  ///
  /// - Parameters:
  ///   - alarm: The rule.
  ///   - budget: The suite's budget, at which all its detectors are compared; the rule's own where
  ///     there is no suite.
  /// - Returns: The settings.
  public func evaluationSettings(
    _ alarm: AlarmRule, budget: Double? = nil
  ) -> Evaluation.Settings {
    Evaluation.Settings(
      requiredLead: alarm.requiredLead, budget: budget ?? alarm.budget,
      horizon: labels.thresholds?.failingWithin, rowsPerDay: rowsPerDay, window: window,
      regimes: regimes)
  }

  /// The outputs of a cell beside the ground truth, alarmed by the cell's thresholds.
  func evaluatedUnits(_ output: CellOutput, _ alarm: AlarmRule) -> [EvaluatedUnit] {
    truths.indices.map { index in
      let persistent = alarm.persistence.persistentScores(output.scores[index])
      return EvaluatedUnit(
        truth: truths[index], scores: output.scores[index], persistentScores: persistent,
        alarms: AlarmRuns(persistent, above: output.thresholds[index].value),
        predictedLife: output.predictedLives[index], namedChannels: output.namedChannels[index])
    }
  }

  /// The window of the volume metrics in rows, at most the longest evaluated unit.
  ///
  /// It is the length of a failing event as labelled: `failing_within` where a row is a cycle, else
  /// the median of the events.
  private var window: Int {
    if dataSet.timeUnit == .cycle, let within = labels.thresholds?.failingWithin {
      let longest = truths.map(\.rows.count).max() ?? 0
      return Int(min(max(within, 1), Double(longest)))
    }
    let lengths = truths.flatMap(\.events).map { Double($0.end - $0.onset + 1) }
    return Int(Statistics.median(lengths) ?? 1)
  }

  /// Rows per day where time is a length: the unit's steps per day over the usual step.
  private var rowsPerDay: Double? {
    guard let perDay = dataSet.timeUnit.perDay, let times = dataSet.units.first?.times,
      times.count > 1
    else { return nil }
    let steps = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
    return perDay / steps[steps.count / 2]
  }
}
