import Datasets
import Telemetry
import TestSupport
import Testing

@testable import Metrics

/// What the simplest predictors reach on the official test engines: the floors and constants that
/// every table of remaining lives is to be read against.
///
/// The numbers come from the files' remaining lives by NumPy, to the digits given; most of them were
/// measured before and are listed in the field study.
@Suite(.enabled(if: SharedData.has("data/cmapss"), "\(SharedData.reason)"))
struct PrognosisFloorsTests {
  /// Root mean square and score on FD001 through FD004.
  struct Row: Sendable {
    let predictor: Predictor
    let isCapped: Bool
    let errors: [Double]
    let scores: [Double]
  }

  /// Predicts from the true lives and those that the predictions are held against.
  typealias Predictor = @Sendable (_ lives: [Double], _ known: [Double]) -> [Double]

  private static func constant(_ life: Double) -> Predictor {
    { _, known in known.map { _ in life } }
  }

  private static func perfect(below cap: Double) -> Predictor {
    { lives, _ in lives.map { min($0, cap) } }
  }

  private static let mean: Predictor = { _, known in
    let mean = known.reduce(0, +) / Double(known.count)
    return known.map { _ in mean }
  }

  private static let rows: [Row] = [
    Row(
      predictor: perfect(below: 125), isCapped: false,
      errors: [3.7376, 18.3167, 4.7096, 19.5293], scores: [14.58050, 2010.351, 22.65882, 2130.342]),
    Row(
      predictor: perfect(below: 125), isCapped: true, errors: [0, 0, 0, 0], scores: [0, 0, 0, 0]),
    Row(
      predictor: perfect(below: 130), isCapped: false,
      errors: [2.4042, 16.3076, 3.1859, 17.3461], scores: [6.963014, 1350.801, 11.20013, 1430.157]),
    Row(
      predictor: perfect(below: 130), isCapped: true, errors: [1.4799, 2.3058, 1.7692, 2.4968],
      scores: [5.994659, 35.89001, 8.548879, 40.58968]),
    Row(
      predictor: mean, isCapped: false, errors: [41.5556, 53.7788, 41.3956, 54.5238],
      scores: [12229.44, 124943.4, 11722.17, 128533.9]),
    Row(
      predictor: mean, isCapped: true, errors: [40.0733, 42.9393, 39.1661, 42.9812],
      scores: [10579.44, 34150.32, 9433.067, 39031.09]),
    Row(
      predictor: constant(75), isCapped: false, errors: [41.5589, 54.1333, 41.3969, 55.7342],
      scores: [11757.68, 132149.1, 11471.28, 130557.9]),
    Row(
      predictor: constant(75), isCapped: true, errors: [40.0771, 42.9592, 39.1857, 43.0761],
      scores: [11075.13, 38039.23, 10410.57, 30830.86]),
    Row(
      predictor: constant(125), isCapped: false, errors: [64.6153, 69.3677, 64.6661, 66.7163],
      scores: [1_502_475, 5_163_063, 1_390_905, 4_030_493]),
    Row(
      predictor: constant(125), isCapped: true, errors: [64.5071, 66.9058, 64.4943, 63.7939],
      scores: [1_502_461, 5_161_052, 1_390_882, 4_028_362]),
  ]

  /// The remaining lives of the test engines of every subset, read once.
  private static let lives = Result {
    try CMAPSS.load(
      subsets: CMAPSS.subsets, archive: SharedData.file("data/cmapss/CMAPSSData.zip"),
      includingTest: true, width: 2
    ).map { loaded in
      (loaded.dataSet.testUnits ?? []).compactMap { $0.remainingLife(at: $0.rows - 1) }
    }
  }

  @Test(arguments: rows.indices)
  func simplePredictors(index: Int) throws {
    let row = Self.rows[index]
    for (subset, lives) in try Self.lives.get().enumerated() {
      let known = row.isCapped ? lives.map { min($0, 125) } : lives
      let errors = PrognosisErrors(predicted: row.predictor(lives, known), known: known)
      // Half a unit of the last digit: four decimals, and seven digits of a score.
      #expect(abs(errors.rootMeanSquare - row.errors[subset]) <= 0.500001e-4)
      #expect(abs(errors.score - row.scores[subset]) <= 5.000001e-7 * row.scores[subset])
    }
    #expect(try Self.lives.get().map(\.count) == [100, 259, 100, 248])
  }
}
