import Foundation
import Numerics
import Telemetry
import Testing

@testable import Detectors

/// What all detectors promise that compare a row with statistics of the fit rows.
@Suite struct StatisticalDetectorTests {
  /// How contributions relate to the score.
  enum Relation {
    case sum
    case maximum
  }

  private static let detectors: [(detector: any Detector, relation: Relation)] = [
    (InterquartileRange(), .maximum), (EWMAChart(), .maximum), (CUSUMChart(), .maximum),
    (Mahalanobis(), .sum), (Mahalanobis(root: true), .sum), (PCAResidual(variance: 0.6), .sum),
    (PCADistance(variance: 0.6), .sum), (HBOS(), .sum), (ECOD(), .sum),
    (ECOD(paperVariant: true), .sum), (COPOD(), .sum),
  ]

  private static func rows(_ count: Int, key: UInt64) -> [[Double]] {
    var stream = RandomStream(key: key)
    return (0..<count).map { _ in
      let common = stream.normal()
      return (0..<11).map { Double($0) * common + stream.normal() }
    }
  }

  private static let fitted = rows(300, key: 1)

  @Test(arguments: detectors.indices)
  func contributionsMakeTheScore(index: Int) throws {
    let (detector, relation) = Self.detectors[index]
    let fit = try SmallFit(detector, rows: Self.fitted)
    let rows = Self.rows(40, key: 2).map { $0.map { 1.5 * $0 } }
    let scores = try fit.scores(rows)
    for row in rows.indices {
      let shares = try #require(try fit.explanation(Array(rows[...row]))).contributions
      let made = relation == .sum ? shares.reduce(0, +) : shares.max() ?? .nan
      #expect(abs(made - scores[row]) <= 1e-9 * max(1, scores[row]))
    }
  }

  @Test(arguments: detectors.indices)
  func scoresOfExtremeRowsAreFinite(index: Int) throws {
    let fit = try SmallFit(Self.detectors[index].detector, rows: Self.fitted)
    let largest = Double.greatestFiniteMagnitude
    for extreme in [0, 1e300, -1e300, largest, -largest, .leastNonzeroMagnitude] {
      let alternating = (0..<11).map { $0 % 2 == 0 ? extreme : -extreme }
      let rows = [[Double]](repeating: alternating, count: 3)
      for score in try fit.scores(rows) { #expect(score.isFinite) }
      let shares = try #require(try fit.explanation(rows)).contributions
      for share in shares { #expect(share.isFinite) }
    }
  }

  @Test(arguments: [InterquartileRange(), HBOS()] as [any Detector])
  func aRangeTooWideForANumberHasNoPart(detector: any Detector) throws {
    let largest = Double.greatestFiniteMagnitude
    let rows = (0..<8).map { [Double($0), $0 % 2 == 0 ? largest : -largest] }
    let fit = try SmallFit(detector, rows: rows)
    #expect(try fit.scores([[20, largest]]) == fit.scores([[20, 0]]))
  }

  @Test(arguments: detectors.indices)
  func savedModelsGiveTheSameBits(index: Int) throws {
    let fit = try SmallFit(Self.detectors[index].detector, rows: Self.fitted)
    let model = try #require(fit.model as? any FittedModel & Codable)
    let again = try Self.savedAndRead(model)
    let rows = Matrix(
      rows: 50, columns: 11, storage: Self.rows(50, key: 3).flatMap { $0 })
    let moments = (0..<50).map { Moment(time: Double($0), regime: 0) }
    let unit = ScoredUnit(id: "new")
    #expect(
      try again.scores(of: rows, moments: moments, for: unit)
        == model.scores(of: rows, moments: moments, for: unit))
  }

  private static func savedAndRead<Model: FittedModel & Codable>(
    _ model: Model
  ) throws -> any FittedModel {
    try JSONDecoder().decode(Model.self, from: JSONEncoder().encode(model))
  }
}
