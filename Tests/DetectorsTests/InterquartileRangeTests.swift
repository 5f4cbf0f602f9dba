import Testing

@testable import Detectors

@Suite struct InterquartileRangeTests {
  /// Quartiles 2 and 6 in the first channel; the second stands still.
  private static let rows = (0...8).map { [Double($0), 518.67] }

  @Test func distancesByHand() throws {
    let fit = try SmallFit(InterquartileRange(), rows: Self.rows)
    #expect(try fit.scores([[4, 0], [10, 0], [-4, 0], [13, 1e9]]) == [0, 1, 1.5, 1.75])
    #expect(try fit.explanation([[10, 0]]) == Explanation(contributions: [1, 0]))
  }

  @Test func aReadingOnTheFenceIsNotBeyondIt() throws {
    let rows = (0...8).map { [Double($0), -Double($0)] }
    let fit = try SmallFit(InterquartileRange(score: .count), rows: rows)
    // The fence of the first channel is 12; rounding may put a reading a little off it.
    let readings = [[12, 0], [Double(12).nextUp, 0], [12.001, 0], [12.001, -99]]
    #expect(try fit.scores(readings) == [0, 0, 1, 2])
    #expect(try fit.explanation([[14, -2]]) == Explanation(contributions: [2, 0]))
  }

  @Test func refusals() {
    #expect(throws: DetectorError("no training row may be fitted on")) {
      _ = try SmallFit(InterquartileRange(), rows: [])
    }
    #expect(
      throws: DetectorError(
        "no channel has a finite interquartile range above 1e-9 over the 3 fit rows")
    ) {
      _ = try SmallFit(InterquartileRange(), rows: [[1, 5], [1, 5 + 1e-10], [1, 5]])
    }
  }
}
