public import Numerics
public import Telemetry

/// A fitted model whose score of a row depends on that row alone.
public protocol RowwiseModel: FittedModel {
  func score(_ row: Span<Double>) -> Double
  func explanation(of row: Span<Double>) -> Explanation?
}

extension RowwiseModel {
  public func explanation(of row: Span<Double>) -> Explanation? { nil }

  public func scorer(for unit: ScoredUnit) -> any Scorer { RowwiseScorer(model: self) }

  public func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows { trace[row] = rows.withRow(row) { score($0) } }
    return trace
  }
}

private struct RowwiseScorer<Model: RowwiseModel>: Scorer {
  let model: Model

  mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? { model.score(row) }

  func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
    model.explanation(of: row)
  }
}
