import Numerics
import Telemetry
import Testing

@testable import Detectors

struct QuantileBandTests {
  /// A model of three rows of two channels, from 0 to 4 and from 10 to 30.
  private func model(level: Double) throws -> any FittedModel {
    let unit = TrainingUnit(
      id: "1", values: Matrix(rows: 3, columns: 2, storage: [0, 30, 2, 20, 4, 10]),
      moments: (0..<3).map { Moment(time: Double($0), regime: 0) }, fitRows: [0, 1, 2])
    let kind = DetectorKind.quantileBand
    return try kind.make(ParameterValues(["level": .number(level)])).fit(
      TrainingSet(channels: [Channel(id: "a"), Channel(id: "b")], units: [unit]),
      randomness: Randomness(seed: 1, dataset: "made", detector: "made"))
  }

  private static let cases: [(level: Double, row: [Double], contributions: [Double])] = [
    (1, [2, 20], [0, 0]), (1, [3, 35], [0.5, 1.5]), (1, [-6, 20], [4, 0]),
    (0.75, [4, 20], [2, 0]),
  ]

  @Test(arguments: cases)
  func scoresAndContributionsByHand(
    level: Double, row: [Double], contributions: [Double]
  ) throws {
    let moment = Moment(time: 0, regime: 0)
    var scorer = try model(level: level).scorer(for: ScoredUnit(id: "2"))
    #expect(try scorer.score(row.span, at: moment) == contributions.max())
    #expect(
      try scorer.explanation(of: row.span, at: moment)
        == Explanation(contributions: contributions))
  }
}
