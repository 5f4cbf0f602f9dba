import TestSupport
import Testing

@testable import Detectors

/// Row scores and ranking of detectors that have no chance in them, against the references.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct ReferenceScoreTests {
  private static let absolute: [(file: String, detector: any Detector)] = [
    ("det_maxabsz_FD001", MaxZ()),
    ("det_meanz2_FD001", MeanZ()),
  ]

  @Test(arguments: absolute.indices)
  func scoresEqualTheReference(index: Int) throws {
    let (file, detector) = Self.absolute[index]
    let engines = try Turbofans()
    let difference = try ScoreBlock.read(file).largestDifference(
      to: try engines.scores(by: detector), isFailing: engines.isFailing)
    #expect(difference <= 1e-9)
  }
}
