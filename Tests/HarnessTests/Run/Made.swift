import Alarms
import Detectors
import JSON
import Numerics
import Preparation
import Telemetry

@testable import Harness

/// Small data sets, experiments and plans that tests make by hand.
enum Made {
  /// A data set of censored units `1`, `2`, … with one channel `x`, whose named rows fail.
  static func dataSet(
    units: Int = 2, rows: Int = 20, identity: String = "made",
    failing: [Int: Range<Int>] = [:],
    value: (_ unit: Int, _ row: Int) -> Double = { 10 * Double($0) + Double($1) }
  ) -> DataSet {
    DataSet(
      source: "simulator", subset: nil, channels: [Channel(id: "x")], timeUnit: .minute,
      units: (1...units).map { unit in
        Unit(
          id: String(unit), times: (0..<rows).map(Double.init),
          values: Matrix(rows: rows, columns: 1, storage: (0..<rows).map { value(unit, $0) }),
          ending: .censored,
          recordedPhases: PhaseTrack(
            names: ["on", "off"], codes: (0..<rows).map { UInt8($0 % 2) }),
          faults: failing[unit].map {
            [Fault(kind: "wear", origin: .machine, rows: $0, channels: [0])]
          } ?? [])
      }, rawChannels: [0], identity: identity)
  }

  static func experiment(
    _ dataSet: DataSet, id: String = "pumps", fitsPerUnit: Bool = false,
    split: SplitRule = .chronological(fit: .fraction(0.5), gap: 0)
  ) throws -> Experiment {
    try Experiment(
      id: id, dataSet: dataSet, split: split,
      labels: [LabelRule(name: "exact", criterion: .faults([.machine]))],
      phases: .recorded, preparation: PreparationRule(scaling: .none), fitsPerUnit: fitsPerUnit)
  }

  static func planned(
    _ id: String, _ detector: any Detector, isControl: Bool = false, alarm: AlarmRule = plainAlarm,
    parameters: JSONValue = .object([]), seeds: [UInt64] = [1]
  ) -> PlannedDetector {
    PlannedDetector(
      id: id, kind: id, isControl: isControl, detector: detector, parameters: parameters,
      alarm: alarm, seeds: seeds)
  }

  /// Every row above the largest calibration score is alarmed at once.
  static let plainAlarm = AlarmRule(
    threshold: .quantile(1), persistence: Persistence(k: 1, n: 1), calibration: .training)

  static func plan(
    _ experiments: [Experiment], _ detectors: [PlannedDetector], program: String = "p"
  ) -> RunPlan {
    RunPlan(
      experiments: experiments, datasetSettings: experiments.map { ["id": .string($0.id)] },
      detectors: experiments.map { _ in detectors }, program: program)
  }

  /// The plan of a suite of which every data set has the same content.
  static func plan(suite: Suite, dataSet: DataSet) throws -> RunPlan {
    try RunPlan(
      suite, selection: Selection(pattern: nil), data: suite.datasets.map { ($0, dataSet) },
      program: "p")
  }
}

/// A detector whose scores are a function of unit, row and value.
struct MadeDetector: Detector {
  /// What a scorer knows when it is asked for a score.
  struct Question {
    let unit: ScoredUnit
    let row: Int
    let value: Double
    let seed: UInt64
    /// The mean of the rows that it was fitted on.
    let fitMean: Double
  }

  var version = 1
  var isStochastic = false
  var seesLabels = false
  var refusal: String?
  var score: @Sendable (Question) -> Double? = { $0.value }

  func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    if let refusal { throw DetectorError(refusal) }
    let rows = training.fitRows()
    let mean = rows.storage.reduce(0, +) / Double(max(1, rows.rows))
    return Model(detector: self, seed: randomness.seed, fitMean: mean)
  }

  private struct Model: FittedModel {
    let detector: MadeDetector
    let seed: UInt64
    let fitMean: Double

    func scorer(for unit: ScoredUnit) -> any Scorer { State(model: self, unit: unit) }
  }

  private struct State: Scorer {
    let model: Model
    let unit: ScoredUnit
    var next = 0

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      defer { next += 1 }
      return model.detector.score(
        Question(
          unit: unit, row: next, value: row[0], seed: model.seed, fitMean: model.fitMean))
    }
  }
}
