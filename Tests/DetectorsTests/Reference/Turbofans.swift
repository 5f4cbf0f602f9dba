import Datasets
import Numerics
import Preparation
import Telemetry
import TestSupport

@testable import Detectors

/// The official split of a C-MAPSS subset, prepared as the reference implementations have it.
///
/// Failing is a remaining life of at most 30, an unsupervised detector learns from the rows above 125.
struct Turbofans {
  let training: TrainingSet
  /// The test engines in the order of the file.
  let evaluation: [Engine]

  /// A test engine.
  struct Engine {
    let unit: ScoredUnit
    let rows: Matrix
    let moments: [Moment]
    let remainingLives: [Double]
  }

  /// Whether every row of all test engines, one after another, is failing.
  var isFailing: [Bool] { evaluation.flatMap { $0.remainingLives.map { $0 <= 30 } } }

  /// Loads and prepares a subset.
  ///
  /// - Parameters:
  ///   - subset: One of the four subsets.
  ///   - learning: Which rows fit and scale, and with which targets.
  ///   - rule: How the channels are scaled.
  /// - Throws: What loading or preparing throws.
  init(
    _ subset: String = "FD001", learning: Learning = .healthyRows,
    rule: PreparationRule = PreparationRule()
  ) throws {
    let loaded = try CMAPSS.load(
      subset: subset, archive: SharedData.file("data/cmapss/CMAPSSData.zip"), includingTest: true,
      width: 2)
    let dataSet = loaded.dataSet
    let slices = dataSet.units.map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
    let lives = dataSet.units.map(Self.lives)
    let mayFit = lives.map { $0.map { learning != .healthyRows || $0 > 125 } }
    let preparation = try FittedPreparation(
      rule, of: dataSet, training: slices, mayFit: mayFit)
    func moments(_ unit: Unit) -> [Moment] {
      zip(unit.times, preparation.regimes(of: unit)).map { Moment(time: $0, regime: $1) }
    }
    training = TrainingSet(
      channels: preparation.channels,
      units: dataSet.units.indices.map { index in
        let fitRows = mayFit[index].indices.filter { mayFit[index][$0] }
        let targets: [Double]? =
          switch learning {
          case .healthyRows: nil
          case .labels: fitRows.map { lives[index][$0] <= 30 ? 1 : 0 }
          case .lives: fitRows.map { min(lives[index][$0], Learning.lifeCap) }
          }
        return TrainingUnit(
          id: dataSet.units[index].id, values: preparation.prepareForFitting(slices[index]),
          moments: moments(dataSet.units[index]), fitRows: fitRows, targets: targets)
      })
    evaluation = (dataSet.testUnits ?? []).map { unit in
      Engine(
        unit: ScoredUnit(id: unit.id), rows: preparation.prepare(unit, upTo: unit.rows),
        moments: moments(unit), remainingLives: Self.lives(unit))
    }
  }

  private static func lives(_ unit: Unit) -> [Double] {
    (0..<unit.rows).map { unit.remainingLife(at: $0) ?? .infinity }
  }

  /// Fits a detector and scores every test row, engine by engine; a row without a score is NaN.
  func scores(by detector: any Detector, seed: UInt64 = 1) throws -> [Double] {
    let model = try detector.fit(
      training, randomness: Randomness(seed: seed, dataset: "FD001", detector: "reference"))
    return try scores(by: model)
  }

  /// Scores every test row, engine by engine; a row without a score is NaN.
  func scores(by model: any FittedModel) throws -> [Double] {
    try evaluation.flatMap { engine in
      try model.scores(of: engine.rows, moments: engine.moments, for: engine.unit).storage
    }
  }
}
