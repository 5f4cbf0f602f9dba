import Alarms
import Detectors
import JSON
import Numerics
import Preparation
public import Telemetry

extension RunPlan {
  /// Plans the selected cells of a suite over its loaded data sets.
  ///
  /// - Parameters:
  ///   - suite: The suite.
  ///   - selection: Which of its cells are wanted.
  ///   - data: The selected data sets with their loaded data.
  ///   - program: A digest of the program.
  ///   - jobs: How many detectors that are no part of this program are asked at once.
  /// - Throws: ``SuiteError`` where the suite asks for what the data do not allow.
  public init(
    _ suite: Suite, selection: Selection, data: [(entry: DatasetEntry, dataSet: DataSet)],
    program: String, jobs: Int = 1
  ) throws(SuiteError) {
    let experiments = try data.map { (entry, dataSet) throws(SuiteError) in
      try Experiment(entry, dataSet: dataSet)
    }
    let outside = OutsideDetectors(
      asking: zip(data, experiments).flatMap { data, experiment in
        selection.detectors(of: data.entry, in: suite).map { detector in
          (
            detector,
            experiment.taking(detector.features).surroundings(
              detector.id, seed: detector.seeds.first ?? 1)
          )
        }
      }, jobs: jobs)
    var detectors: [[PlannedDetector]] = []
    for (data, experiment) in zip(data, experiments) {
      let channels = KnownChannels(experiment)
      var planned: [PlannedDetector] = []
      for detector in selection.detectors(of: data.entry, in: suite) {
        if let found = outside[detector.id] {
          planned.append(PlannedDetector(detector, found: found))
        } else {
          planned.append(
            try PlannedDetector(
              detector,
              channels: detector.features == nil
                ? channels : KnownChannels(experiment.taking(detector.features)),
              suite: suite.detectors))
        }
      }
      for control in Control.allCases {
        planned.append(PlannedDetector(control, rawChannels: channels.standard, suite: suite))
      }
      detectors.append(planned)
    }
    self.init(
      experiments: experiments, datasetSettings: data.map(\.entry.json), detectors: detectors,
      budget: suite.alarm.budget, program: program)
  }
}

extension Experiment {
  /// Splits and labels a loaded data set as its entry says.
  init(_ entry: DatasetEntry, dataSet: DataSet) throws(SuiteError) {
    let ids = dataSet.channels.map(\.id)
    let channels = try entry.channels?.channels(among: ids).compactMap { ids.firstIndex(of: $0) }
    do {
      try self.init(
        id: entry.id, dataSet: dataSet, split: entry.split, labels: entry.labels,
        phases: entry.phases,
        preparation: .init(
          scaling: entry.scaling, scope: entry.scope, missing: entry.missing, channels: channels),
        fitsPerUnit: entry.fit == .perUnit)
    } catch {
      throw entry.origin.error("\(error)")
    }
  }
}

extension PlannedDetector {
  fileprivate init(
    _ entry: DetectorEntry, channels: KnownChannels, suite: [DetectorEntry]
  ) throws(SuiteError) {
    let kind = try entry.detectorKind()
    let values = try ParameterValues(entry, kind: kind, channels: channels, suite: suite)
    self.init(
      id: entry.id, kind: kind.name, isControl: false, detector: kind.make(values),
      parameters: values.json(kind), alarm: entry.alarm, seeds: entry.seeds)
    features = entry.features
  }

  fileprivate init(_ entry: DetectorEntry, found: OutsideDetectors.Found) {
    self.init(
      id: entry.id, kind: entry.kind, isControl: false, detector: found.detector,
      parameters: entry.outside?.json ?? nil, alarm: entry.alarm, seeds: entry.seeds)
    evidence = found.evidence
    features = entry.features
    isExclusive = entry.isExclusive
  }

  fileprivate init(_ control: Control, rawChannels: [String], suite: Suite) {
    self.init(
      id: control.rawValue, kind: control.rawValue, isControl: true,
      detector: control.detector(rawChannels: rawChannels), parameters: .object([]),
      alarm: suite.alarm, seeds: suite.seeds)
  }
}

extension KnownChannels {
  /// The channels that an experiment prepares; of every unit its plainest indicator, or the first.
  fileprivate init(_ experiment: Experiment) {
    let dataSet = experiment.dataSet
    let candidates = experiment.preparation.candidates(of: dataSet)
    // A channel that is constant over the training rows is dropped and could control nothing.
    let varying = candidates.filter { experiment.split.training.vary(in: $0) }
    let choice = dataSet.rawChannels.filter(varying.contains) + varying + candidates
    let standard = dataSet.units.compactMap { unit in choice.first(where: unit.has) }
    self.init(
      names: experiment.preparation.columnIDs(of: dataSet),
      standard: standard.removingRepeats().map { dataSet.channels[$0].id })
  }
}

extension [UnitSlice] {
  /// Whether a channel has more than one value in the rows.
  fileprivate func vary(in channel: Int) -> Bool {
    var first: Double?
    for slice in self {
      for row in slice.rows {
        let value = slice.unit.values[row, channel]
        if value.isNaN { continue }
        if let first, value != first { return true }
        first = value
      }
    }
    return false
  }
}

extension DetectorEntry {
  fileprivate func detectorKind() throws(SuiteError) -> DetectorKind {
    if let kind = DetectorCatalog.kind(named: kind) { return kind }
    throw origin.error("no kind of detector is named \"\(kind)\"")
  }
}

extension Suite {
  /// Checks what can be checked of the detectors' hyper-parameters before any data are read.
  func checkParameters() throws(SuiteError) {
    for entry in detectors where entry.outside == nil {
      _ = try ParameterValues(
        entry, kind: try entry.detectorKind(), channels: .any, suite: detectors)
    }
  }
}
