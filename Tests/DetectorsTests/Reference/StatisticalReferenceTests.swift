import Preparation
import TestSupport
import Testing

@testable import Detectors

/// Row scores of the detectors that compare a row with statistics of the fit rows, against the
/// references.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct StatisticalReferenceTests {
  /// A file of reference scores, who gives them, and how far from them it may be.
  struct Oracle: Sendable, CustomTestStringConvertible {
    let file: String
    let detector: any Detector
    var tolerance = 1e-9
    var isRelative = false

    var testDescription: String { file }
  }

  private static let oracles = [
    Oracle(file: "iqr_max", detector: InterquartileRange()),
    Oracle(file: "iqr_count", detector: InterquartileRange(score: .count)),
    Oracle(
      file: "mahalanobis", detector: Mahalanobis(), tolerance: 1e-8, isRelative: true),
    Oracle(file: "pca_spe", detector: PCAResidual(), tolerance: 1e-8, isRelative: true),
    Oracle(file: "pca_t2", detector: PCADistance(), tolerance: 1e-8, isRelative: true),
    Oracle(file: "hbos_tied", detector: HBOS()),
    Oracle(file: "ecod_inductive", detector: ECOD()),
    Oracle(file: "copod_inductive", detector: COPOD()),
  ]

  @Test(arguments: oracles)
  func scoresEqualTheReference(oracle: Oracle) throws {
    let engines = try Turbofans(
      rule: PreparationRule(scaling: oracle.detector.input == .physical ? .none : .standard))
    let difference = try ScoreBlock.read("det_\(oracle.file)_FD001").largestDifference(
      to: try engines.scores(by: oracle.detector), isFailing: engines.isFailing,
      isRelative: oracle.isRelative)
    #expect(difference <= oracle.tolerance)
  }

  /// Values on the edges of bins are counted otherwise by PyOD, so that only the ranking is alike.
  @Test func histogramsRankAsPyODDoes() throws {
    let engines = try Turbofans()
    let areas = RankingAreas(scores: try engines.scores(by: HBOS()), isFailing: engines.isFailing)
    #expect(try abs(areas.auc - ScoreBlock.read("det_hbos_FD001").auc) <= 0.002)
  }

  private struct Limit: Decodable {
    let ucl99_F: Double?
    let test_rows_over_ucl99: Int?
    let q_limit99_jackson_mudholkar: Double?
    let test_rows_over_limit: Int?
  }

  @Test(
    arguments: [
      ("mahalanobis", Mahalanobis()), ("pca_t2", PCADistance()), ("pca_spe", PCAResidual()),
    ] as [(String, any Detector)])
  func limitsEqualTheReference(file: String, detector: any Detector) throws {
    let reference = try SharedData.json("oracles/det_\(file)_FD001.json", as: Limit.self)
    let engines = try Turbofans()
    let model = try detector.fit(
      engines.training, randomness: Randomness(seed: 1, dataset: "d", detector: file))
    let limit = try #require(
      (model as? StandardisedDistance)?.limit ?? (model as? PCAResidual.Model)?.limit)
    let expected = try #require(reference.ucl99_F ?? reference.q_limit99_jackson_mudholkar)
    #expect(abs(limit / expected - 1) <= 1e-8)
    let beyond = try engines.scores(by: model).count { $0 > limit }
    #expect(beyond == reference.test_rows_over_ucl99 ?? reference.test_rows_over_limit)
  }

  private struct PaperVariant: Decodable {
    let paper_variant: Extract

    struct Extract: Decodable {
      let auc: Double
      let ap: Double
      let summary: ScoreBlock.Summary
      let first50: [Double]
    }
  }

  @Test func theLargestOfThreeSumsEqualsTheReference() throws {
    let engines = try Turbofans()
    let scores = try engines.scores(by: ECOD(paperVariant: true))
    let extract = try SharedData.json(
      "oracles/det_ecod_inductive_FD001.json", as: PaperVariant.self
    ).paper_variant
    let block = ScoreBlock(
      auc: extract.auc, ap: extract.ap, first200: extract.first50, strided: [],
      summary: extract.summary)
    #expect(extract.first50.count == 50)
    #expect(block.largestDifference(to: scores, isFailing: engines.isFailing) <= 1e-9)
  }
}
