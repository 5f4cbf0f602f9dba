import Detectors
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
  /// - Throws: ``SuiteError`` where the suite asks for what the data do not allow.
  public init(
    _ suite: Suite, selection: Selection, data: [(entry: DatasetEntry, dataSet: DataSet)],
    program: String
  ) throws(SuiteError) {
    var experiments: [Experiment] = []
    var detectors: [[PlannedDetector]] = []
    for (entry, dataSet) in data {
      experiments.append(try Experiment(entry, dataSet: dataSet))
      var planned: [PlannedDetector] = []
      for detector in selection.detectors(of: entry, in: suite) {
        planned.append(try PlannedDetector(detector, dataSet: dataSet))
      }
      let raw = dataSet.channels[dataSet.rawChannel].id
      for control in Control.allCases {
        planned.append(PlannedDetector(control, rawChannel: raw, suite: suite))
      }
      detectors.append(planned)
    }
    self.init(
      experiments: experiments, datasetSettings: data.map(\.entry.json), detectors: detectors,
      program: program)
  }
}

extension Experiment {
  fileprivate init(_ entry: DatasetEntry, dataSet: DataSet) throws(SuiteError) {
    let channels = try entry.channels.map { (names) throws(SuiteError) in
      try names.map { (name) throws(SuiteError) in
        let known = dataSet.channels.map(\.id)
        guard let index = known.firstIndex(of: name) else {
          throw entry.origin.error(
            "channels: no channel is named \"\(name)\""
              + Spelling.question(for: name, among: known))
        }
        return index
      }
    }
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
  fileprivate init(_ entry: DetectorEntry, dataSet: DataSet) throws(SuiteError) {
    guard let kind = DetectorCatalog.kind(named: entry.kind) else {
      throw entry.origin.error("no kind of detector is named \"\(entry.kind)\"")
    }
    let values = try ParameterValues(entry, kind: kind, dataSet: dataSet)
    self.init(
      id: entry.id, kind: kind.name, isControl: false, detector: kind.make(values),
      parameters: values.json(kind), alarm: entry.alarm, seeds: entry.seeds)
  }

  fileprivate init(_ control: Control, rawChannel: String, suite: Suite) {
    self.init(
      id: control.rawValue, kind: control.rawValue, isControl: true,
      detector: control.detector(rawChannel: rawChannel), parameters: .object([]),
      alarm: suite.alarm, seeds: suite.seeds)
  }
}
