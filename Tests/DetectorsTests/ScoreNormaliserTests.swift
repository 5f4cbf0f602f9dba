import Testing

@testable import Detectors

@Suite struct ScoreNormaliserTests {
  @Test func byHand() throws {
    let z = try ScoreNormaliser(.z, calibration: [1, 3])
    #expect([2.0, 4, 0.5].map(z.normalised) == [0, 2, -1.5])
    let rank = try ScoreNormaliser(.rank, calibration: [5, 2, 1, 2])
    #expect([0, 1, 1.5, 2, 4.9, 5, 9].map(rank.normalised) == [0, 0.25, 0.25, 0.75, 0.75, 1, 1])
    let probability = try ScoreNormaliser(.probability, calibration: [1, 3])
    // erf(1/√2), erf(2/√2) and erf(4/√2), as scipy.special.erf has them.
    let expected = [0, 0, 0.6826894921370859, 0.9544997361036416, 0.9999366575163338, 1]
    #expect(isClose([-9, 2, 3, 4, 6, 60].map(probability.normalised), expected))
  }

  @Test func equalCalibrationScoresTellNothing() throws {
    // The mean of these is off by its rounding.
    let equal = [Double](repeating: 0.1, count: 10)
    for method in [ScoreNormaliser.Method.z, .probability] {
      let normaliser = try ScoreNormaliser(method, calibration: equal)
      #expect([-1, 0.1, 7].map(normaliser.normalised) == [0, 0, 0])
    }
    let rank = try ScoreNormaliser(.rank, calibration: equal)
    #expect([-1, 0.1, 7].map(rank.normalised) == [0, 1, 1])
  }

  @Test(arguments: ScoreNormaliser.Method.allCases)
  func neverFallsAndStaysFinite(method: ScoreNormaliser.Method) throws {
    let normaliser = try ScoreNormaliser(method, calibration: [1e-300, 2e-300, 5e-300, 1e-300])
    let largest = Double.greatestFiniteMagnitude
    let scores = [-largest, -1, 0, 1e-300, 1.5e-300, 2e-300, 2.5e-300, 5e-300, 1, largest]
    let normalised = scores.map(normaliser.normalised)
    for score in normalised { #expect(score.isFinite) }
    #expect(normalised == normalised.sorted())
  }

  @Test func calibrationIsNeeded() {
    #expect(throws: DetectorError("there is no calibration score to normalise by")) {
      _ = try ScoreNormaliser(.rank, calibration: [])
    }
  }
}
