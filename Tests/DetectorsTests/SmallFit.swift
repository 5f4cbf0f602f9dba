import Numerics
import Telemetry

@testable import Detectors

/// A detector fitted on a few rows that a test writes down.
struct SmallFit {
  let model: any FittedModel

  /// Fits a detector on one unit whose rows are all healthy.
  init(_ detector: any Detector, rows: [[Double]], channels: Int = 1) throws {
    let columns = rows.first?.count ?? channels
    let training = TrainingSet(
      channels: (0..<columns).map { Channel(id: "c\($0)") },
      units: [
        TrainingUnit(
          id: "1",
          values: Matrix(rows: rows.count, columns: columns, storage: rows.flatMap { $0 }),
          moments: rows.indices.map { Moment(time: Double($0), regime: 0) },
          fitRows: Array(rows.indices))
      ])
    model = try detector.fit(
      training, randomness: Randomness(seed: 1, dataset: "small", detector: "small"))
  }

  /// Scores the rows of a new unit one after another; a row without a score is NaN.
  func scores(_ rows: [[Double]]) throws -> [Double] {
    var scorer = model.scorer(for: ScoredUnit(id: "new"))
    var scores: [Double] = []
    for (place, row) in rows.enumerated() {
      let moment = Moment(time: Double(place), regime: 0)
      scores.append(try scorer.score(row.span, at: moment) ?? .nan)
    }
    return scores
  }

  /// Explains the last row of a new unit.
  func explanation(_ rows: [[Double]]) throws -> Explanation? {
    var scorer = model.scorer(for: ScoredUnit(id: "new"))
    var explanation: Explanation?
    for (place, row) in rows.enumerated() {
      let moment = Moment(time: Double(place), regime: 0)
      _ = try scorer.score(row.span, at: moment)
      explanation = try scorer.explanation(of: row.span, at: moment)
    }
    return explanation
  }
}

/// Whether numbers are equal up to the rounding of a few operations.
func isClose(_ left: [Double], _ right: [Double]) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, $1.magnitude) }
}
