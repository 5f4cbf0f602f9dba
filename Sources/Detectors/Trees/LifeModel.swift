import Numerics
import Telemetry

/// A fitted model that predicts the remaining life of a row; the negative of it scores.
protocol LifeModel: FittedModel {
  /// The predicted life of a row.
  func life(of row: Span<Double>) -> Double
  /// The predicted lives of all rows, with the bits of row by row.
  func lives(of rows: Matrix) -> [Double]
  /// One signed share of the predicted life per channel.
  func shares(of row: Span<Double>) -> [Double]
}

extension LifeModel {
  func scorer(for unit: ScoredUnit) -> any Scorer { LifeScorer(model: self) }

  func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
    ScoreTrace(storage: lives(of: rows).map { -$0 })
  }
}

/// Scores one unit, and keeps the life that was predicted last.
private struct LifeScorer<Model: LifeModel>: Scorer {
  let model: Model
  private(set) var predictedLife: Double?

  init(model: Model) {
    self.model = model
  }

  mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
    let life = model.life(of: row)
    predictedLife = life
    return -life
  }

  func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
    Explanation(contributions: model.shares(of: row).map { -$0 })
  }
}
