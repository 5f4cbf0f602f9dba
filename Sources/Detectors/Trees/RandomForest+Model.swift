import Numerics
import Telemetry

extension RandomForest {
  struct Model: FittedModel, Codable {
    let forest: Forest
    /// One forest or none for each phase of operation, by its code; empty where it reads no phases.
    let ofPhases: [Forest?]

    func check(channels: Int) throws(DetectorError) {
      for forest in [forest] + ofPhases.compactMap({ $0 }) {
        try forest.trees.check(channels: channels)
      }
    }

    func scorer(for unit: ScoredUnit) -> any Scorer { State(model: self) }

    func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
      if ofPhases.isEmpty { return ScoreTrace(storage: forest.means(of: rows)) }
      return ScoreTrace(
        storage: (0..<rows.rows).map { row in
          rows.withRow(row) { forest(at: moments[row]).mean(of: $0) }
        })
    }

    func forest(at moment: Moment) -> Forest {
      guard let phase = moment.phase, ofPhases.indices.contains(Int(phase.code)) else {
        return forest
      }
      return ofPhases[Int(phase.code)] ?? forest
    }
  }

  struct State: Scorer {
    let model: Model

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      model.forest(at: moment).mean(of: row)
    }

    func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
      Explanation(contributions: model.forest(at: moment).shares(of: row))
    }
  }
}
