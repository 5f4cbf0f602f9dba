import Numerics
import Telemetry

/// A fitted model whose score of a row depends on the fit rows nearest to it.
protocol NeighbourModel: FittedModel {
  var index: NeighbourIndex { get }
  /// How many nearest rows a score depends on.
  var neighbours: Int { get }

  /// The score of the row whose nearest fit rows these are.
  func score(_ nearest: NearestRows) -> Double

  /// The share of every channel in the score.
  ///
  /// - Parameters:
  ///   - nearest: What was found for the row.
  ///   - row: The row itself.
  /// - Returns: One share per channel.
  func contributions(_ nearest: NearestRows, of row: Span<Double>) -> [Double]
}

extension NeighbourModel {
  /// Checks the index that searches use, and that there are rows enough to find.
  ///
  /// - Parameters:
  ///   - channels: How many values a row has.
  ///   - others: How many rows there are beside a row's neighbours.
  /// - Throws: ``DetectorError`` that names what no fit leaves behind.
  func checkIndex(channels: Int, others: Int) throws(DetectorError) {
    try DetectorError.unlessCounts([index.channels], are: channels, of: "channels")
    try DetectorError.unless(
      (1...max(1, index.count - others)).contains(neighbours) && index.count > others,
      "a row has \(neighbours) neighbours among \(index.count) rows")
  }

  public func scorer(for unit: ScoredUnit) -> any Scorer { NeighbourScorer(model: self) }

  public func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
    var scorer = NeighbourScorer(model: self)
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows { trace[row] = rows.withRow(row) { scorer.score($0) } }
    return trace
  }
}

private struct NeighbourScorer<Model: NeighbourModel>: Scorer {
  let model: Model
  private var search: NeighbourSearch

  init(model: Model) {
    self.model = model
    search = NeighbourSearch(model.index, count: model.neighbours)
  }

  mutating func score(_ row: Span<Double>) -> Double {
    search.find(row)
    return model.score(search.nearest)
  }

  mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? { score(row) }

  func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
    Explanation(contributions: model.contributions(search.nearest, of: row))
  }
}
