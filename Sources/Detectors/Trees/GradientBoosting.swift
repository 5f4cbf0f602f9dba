import Numerics
import Telemetry

/// The probability that a row is failing, by trees that each correct those before.
///
/// Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29
/// (2001), with the logistic loss and one Newton step per leaf, grown on histograms leaf by leaf as
/// LightGBM does (Ke and others, NIPS 2017) and scikit-learn's HistGradientBoosting after it. The
/// score is the probability of failing. It learns from labels and refuses to where all rows are of
/// one class; with fewer than twice `leaf_rows` rows it predicts the failing rows' share.
///
/// Contributions are signed, by Saabas, in log-odds: the change of a tree's answer at each split
/// belongs to the channel that is split; they sum to the row's log-odds less what baseline and roots
/// say of any row.
///
/// Hyper-parameters: `rounds` (100), `rate` (0.1), `leaves` (31), `leaf_rows` (20), `bins` (255).
public struct GradientBoosting: Detector {
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

  public var learning: Learning { .labels }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let given = try TargetedRows(training)
    try given.checkClasses()
    return Model(boosting: Boosting(given, loss: .logistic, settings: settings))
  }

  struct Model: RowwiseModel, Codable {
    let boosting: Boosting

    func check(channels: Int) throws(DetectorError) { try boosting.check(channels: channels) }

    func score(_ row: Span<Double>) -> Double {
      BoostingLoss.probability(ofLogOdds: boosting.prediction(of: row))
    }

    func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
      ScoreTrace(
        storage: boosting.predictions(of: rows).map(BoostingLoss.probability(ofLogOdds:)))
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      Explanation(contributions: boosting.trees.shares(of: row))
    }
  }
}

extension DetectorKind {
  static let gradientBoosting = DetectorKind(
    name: "gradient-boosting", summary: "probability of failing by boosted trees",
    parameters: BoostingSettings.parameters, model: GradientBoosting.Model.self,
    make: { GradientBoosting(BoostingSettings($0)) })
}
