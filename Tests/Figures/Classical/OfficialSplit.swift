import Datasets
import Detectors
import Numerics
import Preparation
import Telemetry

/// The official split of a C-MAPSS subset as published figures have it: failing is a remaining life
/// of at most 30, and what is not told of failures learns from the rows above 125.
struct OfficialSplit {
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

  /// Takes the rows of a loaded subset as detectors get them.
  ///
  /// - Parameters:
  ///   - dataSet: The subset with its test units.
  ///   - learning: Which rows fit and scale, and with which targets.
  ///   - scaling: How the channels are scaled, all rows alike.
  /// - Throws: `PreparationError` when no row may be fitted on.
  init(of dataSet: DataSet, learning: Learning, scaling: ScalingKind) throws(PreparationError) {
    let slices = dataSet.units.map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
    let lives = dataSet.units.map(Self.lives)
    let mayFit = lives.map { $0.map { learning != .healthyRows || $0 > 125 } }
    let preparation = try FittedPreparation(
      PreparationRule(scaling: scaling), of: dataSet, training: slices, mayFit: mayFit)
    func moments(_ unit: Unit) -> [Moment] {
      zip(unit.times, preparation.regimes(of: unit)).map { Moment(time: $0, regime: $1) }
    }
    training = TrainingSet(
      channels: preparation.channels,
      units: dataSet.units.indices.map { index in
        let fitRows = mayFit[index].indices.filter { mayFit[index][$0] }
        return TrainingUnit(
          id: dataSet.units[index].id, values: preparation.prepareForFitting(slices[index]),
          moments: moments(dataSet.units[index]), fitRows: fitRows,
          targets: Self.targets(fitRows.map { lives[index][$0] }, learning))
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

  private static func targets(_ lives: [Double], _ learning: Learning) -> [Double]? {
    switch learning {
    case .healthyRows: nil
    case .labels: lives.map { $0 <= 30 ? 1 : 0 }
    case .lives: lives.map { min($0, Learning.lifeCap) }
    }
  }
}
