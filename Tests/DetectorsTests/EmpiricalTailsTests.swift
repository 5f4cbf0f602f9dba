import Numerics
import Testing

@testable import Detectors

@Suite struct EmpiricalTailsTests {
  /// Skewed to the right.
  private static let skewed = [[1.0], [2], [3], [10]]
  private static let symmetric = [[1.0], [2], [3]]

  private static func surprise(_ probability: Double) -> Double { -Elementary.log(probability) }

  @Test func largestTailsByHand() throws {
    let fit = try SmallFit(ECOD(), rows: Self.skewed)
    let readings = [[3.0], [0], [2.5], [10], [11]]
    #expect(isClose(try fit.scores(readings), [0.6, 0.2, 0.6, 0.4, 0.2].map(Self.surprise)))
    let mirrored = try SmallFit(ECOD(), rows: Self.skewed.map { [-$0[0]] })
    #expect(try mirrored.scores(readings.map { [-$0[0]] }) == fit.scores(readings))
  }

  @Test func skewedTailsByHand() throws {
    let fit = try SmallFit(COPOD(), rows: Self.skewed)
    // Left of 0 lies 1/5, right of it everything: half of the two exceeds the tail on the right.
    let expected = [Self.surprise(0.2) / 2, Self.surprise(0.6), Self.surprise(0.2)]
    #expect(isClose(try fit.scores([[0], [3], [11]]), expected))
    let mirrored = try SmallFit(COPOD(), rows: Self.skewed.map { [-$0[0]] })
    #expect(isClose(try mirrored.scores([[0], [-3], [-11]]), expected))
  }

  @Test func bothTailsCountWhereNeitherIsLonger() throws {
    let expected = [2 * Self.surprise(0.75), Self.surprise(0.5), Self.surprise(0.25)]
    for detector in [ECOD(), COPOD()] as [any Detector] {
      let fit = try SmallFit(detector, rows: Self.symmetric)
      #expect(isClose(try fit.scores([[2], [3], [0]]), expected))
    }
  }

  @Test func equalRowsAreCountedTogether() throws {
    let fit = try SmallFit(ECOD(), rows: [[5], [5], [5], [9]])
    // Up to 5 lie (3 + 1)/5, from 5 on all.
    #expect(isClose(try fit.scores([[5], [7], [9]]), [0.8, 0.4, 0.4].map(Self.surprise)))
  }

  @Test func theLargestOfThreeSums() throws {
    let rows = [[1.0, -1], [2, -2], [3, -3], [10, -10]]
    let fit = try SmallFit(ECOD(paperVariant: true), rows: rows)
    // Left 0.2 and 1, right 1 and 0.2, skewed side 1 and 1: each of two sums has one tail.
    #expect(isClose(try fit.scores([[0, 0]]), [Self.surprise(0.2)]))
    // The skewed sides have both.
    #expect(isClose(try fit.scores([[11, -11]]), [2 * Self.surprise(0.2)]))
    let contributions = try #require(try fit.explanation([[0, -11]])).contributions
    #expect(isClose(contributions, [Self.surprise(0.2), Self.surprise(0.2)]))
    let right = try #require(try fit.explanation([[0, 0]])).contributions
    #expect(isClose(right, [Self.surprise(0.2), 0]))
  }

  @Test(arguments: [ECOD(), ECOD(paperVariant: true), COPOD()] as [any Detector])
  func bareData(detector: any Detector) throws {
    #expect(throws: DetectorError("no training row may be fitted on")) {
      _ = try SmallFit(detector, rows: [])
    }
    let one = try SmallFit(detector, rows: [[4]])
    #expect(isClose(try one.scores([[4], [5]]), [0, Self.surprise(0.5)]))
  }
}
