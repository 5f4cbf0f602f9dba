import Numerics
import Telemetry

/// The remaining life, predicted by trees that each correct those before; its negative scores.
///
/// Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29
/// (2001), with the squared error, grown on histograms leaf by leaf as LightGBM does (Ke and others,
/// NIPS 2017) and scikit-learn's HistGradientBoosting after it. It learns from lives, capped at
/// ``Learning/lifeCap``; with fewer than twice `leaf_rows` rows it predicts their mean.
///
/// Contributions are signed, by Saabas: what each split on the way takes from the predicted life
/// belongs to its channel; they sum to the score less what baseline and roots say of any row.
///
/// Hyper-parameters: `rounds` (100), `rate` (0.1), `leaves` (31), `leaf_rows` (20), `bins` (255).
public struct RULBoosting: Detector {
  let settings: BoostingSettings

  public init(
    rounds: Int = 100, rate: Double = 0.1, leaves: Int = 31, leafRows: Int = 20, bins: Int = 255
  ) {
    self.init(
      BoostingSettings(
        rounds: rounds, rate: rate, leaves: leaves, leafRows: leafRows, bins: bins))
  }

  init(_ settings: BoostingSettings) {
    self.settings = settings
  }

  public var learning: Learning { .lives }
  public var predictsLife: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    Model(boosting: Boosting(try TargetedRows(training), loss: .squared, settings: settings))
  }

  struct Model: LifeModel, Codable {
    let boosting: Boosting

    func check(channels: Int) throws(DetectorError) { try boosting.check(channels: channels) }

    func life(of row: Span<Double>) -> Double { boosting.prediction(of: row) }

    func lives(of rows: Matrix) -> [Double] { boosting.predictions(of: rows) }

    func shares(of row: Span<Double>) -> [Double] { boosting.trees.shares(of: row) }
  }
}

extension DetectorKind {
  static let rulBoosting = DetectorKind(
    name: "rul-boosting", summary: "remaining life by boosted trees, its negative",
    parameters: BoostingSettings.parameters, model: RULBoosting.Model.self,
    make: { RULBoosting(BoostingSettings($0)) })
}
