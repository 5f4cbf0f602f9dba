import Numerics
import Telemetry

@testable import Detectors

/// Small training sets with targets.
enum LabelledRows {
  static let randomness = Randomness(seed: 1, dataset: "d", detector: "x")

  /// One unit of which every row is fitted on.
  static func training(
    _ rows: [[Double]], targets: [Double]?, phases: [OperatingPhase?]? = nil
  ) -> TrainingSet {
    let columns = rows.first?.count ?? 2
    return TrainingSet(
      channels: (0..<columns).map { Channel(id: "c\($0)") },
      units: [
        TrainingUnit(
          id: "1",
          values: Matrix(rows: rows.count, columns: columns, storage: rows.flatMap { $0 }),
          moments: rows.indices.map {
            Moment(time: Double($0), regime: 0, phase: phases?[$0])
          }, fitRows: Array(rows.indices), targets: targets)
      ])
  }

  /// Rows of two normal channels, failing where the first is large but for a little noise.
  static func noisy(_ count: Int, key: UInt64) -> (rows: [[Double]], targets: [Double]) {
    var stream = RandomStream(key: key)
    let rows = (0..<count).map { _ in [stream.normal(), stream.normal()] }
    return (rows, rows.map { $0[0] + 0.3 * stream.normal() > 0.8 ? 1 : 0 })
  }

  /// Scores and contributions of rows, given one by one.
  static func scored(
    _ model: any FittedModel, _ rows: [[Double]], phase: OperatingPhase? = nil
  ) throws -> [(score: Double, contributions: [Double], life: Double?)] {
    var scorer = model.scorer(for: ScoredUnit(id: "x"))
    return try rows.map { row in
      let moment = Moment(time: 0, regime: 0, phase: phase)
      let score = try scorer.score(row.span, at: moment)
      let explanation = try scorer.explanation(of: row.span, at: moment)
      return (score ?? .nan, explanation?.contributions ?? [], scorer.predictedLife)
    }
  }
}
