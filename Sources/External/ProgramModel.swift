import Detectors
import Numerics
import Telemetry

/// A model that a program has fitted and holds; it forgets the model when this value goes.
final class ProgramModel: FittedModel {
  private let session: ProgramSession
  private let number: Int

  init(session: ProgramSession, number: Int) {
    self.session = session
    self.number = number
  }

  deinit { session.forget(number) }

  func scorer(for unit: ScoredUnit) -> any Scorer {
    ProgramScorer(model: self, session: session, unit: session.begin(unit.id, model: number))
  }

  func scores(
    of rows: Matrix, moments: [Moment], for unit: ScoredUnit
  ) throws(DetectorError) -> ScoreTrace {
    let open = session.begin(unit.id, model: number)
    let most = max(1, WireProtocol.bodyLimit / (8 * (rows.columns + 2)))
    var scores: [Double] = []
    scores.reserveCapacity(rows.rows)
    for start in stride(from: 0, to: rows.rows, by: most) {
      let part = start..<min(start + most, rows.rows)
      var numbers: [Double] = []
      numbers.reserveCapacity(part.count * (rows.columns + 2))
      numbers += rows.storage[part.lowerBound * rows.columns..<part.upperBound * rows.columns]
      numbers += moments[part].map(\.time)
      numbers += moments[part].map { Double($0.regime) }
      scores += try session.score(numbers, rows: part.count, ofUnit: open).scores
    }
    return ScoreTrace(storage: scores)
  }
}

/// Sends the rows of a unit one after another.
private struct ProgramScorer: Scorer {
  /// Kept, so that the program does not forget it meanwhile.
  let model: ProgramModel
  let session: ProgramSession
  /// The unit's number in the conversation.
  let unit: Int
  private(set) var predictedLife: Double?

  mutating func score(_ row: Span<Double>, at moment: Moment) throws(DetectorError) -> Double? {
    var numbers: [Double] = []
    numbers.reserveCapacity(row.count + 2)
    for column in row.indices { numbers.append(row[column]) }
    numbers.append(moment.time)
    numbers.append(Double(moment.regime))
    let answer = try session.score(numbers, rows: 1, ofUnit: unit)
    predictedLife = answer.lives.first.flatMap { $0.isNaN ? nil : $0 }
    return answer.scores.first.flatMap { $0.isNaN ? nil : $0 }
  }

  func explanation(
    of row: Span<Double>, at moment: Moment
  ) throws(DetectorError) -> Explanation? {
    try session.explain(unit: unit)
  }
}
