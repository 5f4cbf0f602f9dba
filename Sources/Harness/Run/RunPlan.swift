public import Alarms
public import Archives
public import Datasets
import Detectors
import External
public import JSON
import Telemetry

/// Everything that a run of a suite computes, in the order of the record.
public struct RunPlan: Sendable {
  public let experiments: [Experiment]
  /// For every experiment its detectors as in the suite, then the controls.
  public let detectors: [[PlannedDetector]]
  /// The cells, by experiment, detector and seed.
  public let cells: [Cell]
  /// The budget at which all detectors are compared, in alarmed rows per 1000.
  public let budget: Double
  /// The archive members that the data were read from.
  public var members: [MemberRecord] = []
  /// What a user may want to know of how the data were found, one sentence each.
  public var notes: [String] = []

  /// Lists the cells of loaded data sets.
  ///
  /// - Parameters:
  ///   - experiments: The data sets.
  ///   - datasetSettings: What a suite says of each of them, as it goes into keys.
  ///   - detectors: For every data set its detectors and controls.
  ///   - budget: The budget at which all detectors are compared, in alarmed rows per 1000.
  ///   - program: A digest of the program: changed code makes every output anew.
  public init(
    experiments: [Experiment], datasetSettings: [JSONValue], detectors: [[PlannedDetector]],
    budget: Double = AlarmRule.defaultBudget, program: String
  ) {
    self.budget = budget
    self.experiments = experiments
    self.detectors = detectors
    var cells: [Cell] = []
    for (index, experiment) in experiments.enumerated() {
      for (position, detector) in detectors[index].enumerated() {
        for seed in detector.computedSeeds {
          let key: JSONValue = [
            "cell": 1, "program": .string(program), "data": .string(experiment.dataSet.identity),
            "dataset": datasetSettings[index], "detector": detector.json,
            "alarm": detector.alarm.json, "seed": .string(String(seed)),
          ]
          cells.append(
            Cell(
              experiment: index, detector: position, seed: seed,
              key: SHA256.digest(of: key.compact)))
        }
      }
    }
    self.cells = cells
  }

  /// The program that runs, as the digest of its file.
  public static func programDigest() throws(ArchiveError) -> String {
    try FileBytes.digest(of: "/proc/self/exe").sha256
  }

  /// What a cell is called in progress and plans.
  public func name(of cell: Cell) -> String {
    let detector = detectors[cell.experiment][cell.detector]
    let seed = detector.detector.isStochastic ? " seed \(cell.seed)" : ""
    return "\(experiments[cell.experiment].id) \(detector.id)\(seed)"
  }

  /// Whether a detector could not be brought to work: its stored outputs may stand another time.
  var lacksDetectors: Bool {
    detectors.joined().contains { $0.detector is UnavailableDetector }
  }

  /// Whether nothing else is computed while the cell is.
  func isExclusive(_ cell: Cell) -> Bool { detectors[cell.experiment][cell.detector].isExclusive }

  func scoring(of cell: Cell) -> CellScoring {
    let detector = detectors[cell.experiment][cell.detector]
    let experiment = experiments[cell.experiment].taking(detector.features)
    return CellScoring(
      experiment: experiment, detector: detector.detector, alarm: detector.alarm,
      randomness: Randomness(seed: cell.seed, dataset: experiment.id, detector: detector.id),
      isAudited: cell.seed == detector.seeds.first)
  }
}

extension PlannedDetector {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)), .init("kind", .string(kind)),
      .init("version", .integer(detector.version)), .init("parameters", parameters),
    ]
    if let features { members.append(.init("features", features.json)) }
    if evidence != nil { members.append(.init("evidence", evidence)) }
    return .object(members)
  }
}
