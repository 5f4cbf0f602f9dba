import Numerics
import Testing

@testable import Detectors

@Suite struct HBOSTests {
  /// Bins of width 1 from 0 to 10: one row in each, two more in the fourth, and 10 in the last; the
  /// second channel stands still.
  private static let rows = ((0...10).map { Double($0) } + [3.25, 3.5]).map { [$0, 7] }

  private static func term(count: Double) -> Double {
    -Elementary.log(count / 13 + 0.1) / Elementary.log(2)
  }

  @Test func termsByHand() throws {
    let fit = try SmallFit(HBOS(), rows: Self.rows)
    let readings = [[0.5, 7], [3.5, 0], [9.5, 7]]
    #expect(isClose(try fit.scores(readings), [1, 3, 2].map(Self.term)))
    let contributions = try #require(try fit.explanation([[3.5, 0]])).contributions
    #expect(isClose(contributions, [Self.term(count: 3), 0]))
  }

  @Test func readingsOnAnEdgeBelongToTheUpperBin() throws {
    let fit = try SmallFit(HBOS(), rows: Self.rows)
    let readings: [[Double]] = [
      [3, 7], [3 - 1e-10, 7], [3 - 1e-8, 7], [4, 7], [4 - 1e-10, 7], [10, 7],
    ]
    #expect(isClose(try fit.scores(readings), [3, 3, 1, 1, 1, 2].map(Self.term)))
  }

  @Test func halfABinOutsideIsTheOutermostBin() throws {
    let fit = try SmallFit(HBOS(), rows: Self.rows)
    let readings = [[10.5, 7], [10.51, 7], [-0.5, 7], [-0.51, 7], [1e300, 7]]
    #expect(isClose(try fit.scores(readings), [2, 1, 1, 1, 1].map(Self.term)))
    // An empty bin is rarer than any that has a row.
    let gap = try SmallFit(HBOS(bins: 2), rows: [[0], [0], [0], [2]])
    #expect(isClose(try gap.scores([[0.5], [2]]), [0.75, 0.25].map { -log2($0 + 0.1) }))
  }

  private func log2(_ x: Double) -> Double { Elementary.log(x) / Elementary.log(2) }

  @Test func refusals() {
    #expect(throws: DetectorError("no training row may be fitted on")) {
      _ = try SmallFit(HBOS(), rows: [])
    }
    #expect(throws: DetectorError("no channel has a finite range above 1e-9 over the 2 fit rows")) {
      _ = try SmallFit(HBOS(), rows: [[1, 518.67], [1, 518.67 + 1e-10]])
    }
  }
}
