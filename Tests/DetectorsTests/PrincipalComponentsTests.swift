import Testing

@testable import Detectors

@Suite struct PrincipalComponentsTests {
  /// Variances 8/3 along the first channel and 2/3 along the second, about (5, 0).
  private static let cross = [[7.0, 0], [3, 0], [5, 1], [5, -1]]
  /// Variance 2 along the diagonal and none across.
  private static let diagonal = [[1.0, 1], [2, 2], [3, 3]]

  @Test func distancesByHand() throws {
    let rows = [[7.0, 1], [5, 0]]
    #expect(isClose(try SmallFit(Mahalanobis(), rows: Self.cross).scores(rows), [3, 0]))
    #expect(
      isClose(
        try SmallFit(Mahalanobis(root: true), rows: Self.cross).scores(rows),
        [Double(3).squareRoot(), 0]))
    #expect(
      isClose(try SmallFit(PCADistance(variance: 0.7), rows: Self.cross).scores(rows), [1.5, 0]))
    #expect(
      isClose(try SmallFit(PCAResidual(variance: 0.7), rows: Self.cross).scores(rows), [1, 0]))
  }

  @Test func contributionsByHand() throws {
    func contributions(_ detector: any Detector) throws -> [Double] {
      try #require(try SmallFit(detector, rows: Self.cross).explanation([[7, 2]])).contributions
    }
    #expect(isClose(try contributions(Mahalanobis()), [1.5, 6]))
    let root = Double(7.5).squareRoot()
    #expect(isClose(try contributions(Mahalanobis(root: true)), [1.5 / root, 6 / root]))
    #expect(isClose(try contributions(PCADistance(variance: 0.7)), [1.5, 0]))
    #expect(isClose(try contributions(PCAResidual(variance: 0.7)), [0, 4]))
    let centre = try SmallFit(Mahalanobis(root: true), rows: Self.cross).explanation([[5, 0]])
    #expect(centre == Explanation(contributions: [0, 0]))
  }

  @Test func collinearChannelsCountWhereTheyVary() throws {
    let rows = [[4.0, 4], [4, 0]]
    #expect(isClose(try SmallFit(Mahalanobis(), rows: Self.diagonal).scores(rows), [4, 0]))
    #expect(isClose(try SmallFit(PCADistance(), rows: Self.diagonal).scores(rows), [4, 0]))
    #expect(
      isClose(try SmallFit(PCADistance(variance: 1), rows: Self.diagonal).scores(rows), [4, 0]))
    #expect(isClose(try SmallFit(PCAResidual(), rows: Self.diagonal).scores(rows), [0, 8]))
  }

  @Test func fewerRowsThanChannelsGiveFiniteScores() throws {
    let rows = [[1.0, 0, 0, 2, 5], [0, 1, 3, 0, 5]]
    let scores = try SmallFit(Mahalanobis(), rows: rows).scores([
      [1, 0, 0, 2, 5], [0, 1, 3, 0, 5], [1, 0, 0, 2, 9],
    ])
    #expect(isClose(scores, [0.5, 0.5, 0.5]))
  }

  @Test func theReasonNamesTheLimit() throws {
    // Of 100 rows on a circle the limit is about 9.7 squared deviations.
    let rows = (0..<100).map { place in
      place % 4 < 2 ? [place % 2 == 0 ? 1.0 : -1, 0] : [0, place % 2 == 0 ? 1.0 : -1]
    }
    let fit = try SmallFit(Mahalanobis(root: true), rows: rows)
    #expect(try fit.explanation([[2, 0]])?.reason == nil)
    #expect(try fit.explanation([[3, 0]])?.reason == "beyond the 99 % control limit")
    let cross = try SmallFit(PCAResidual(variance: 0.7), rows: Self.cross)
    #expect(try cross.explanation([[9, 1]])?.reason == nil)
    // Without any variance outside the components there is no limit.
    let diagonal = try SmallFit(PCAResidual(), rows: Self.diagonal)
    #expect(try diagonal.explanation([[4, 0]])?.reason == nil)
    #expect(try cross.explanation([[5, 3]])?.reason == "beyond the 99 % control limit")
  }

  @Test(arguments: [Mahalanobis(), PCAResidual(), PCADistance()] as [any Detector])
  func refusals(detector: any Detector) {
    func expect(_ message: String, _ rows: [[Double]]) {
      #expect(throws: DetectorError(message)) { _ = try SmallFit(detector, rows: rows) }
    }
    expect("a covariance needs two fit rows or more; there are 0", [])
    expect("a covariance needs two fit rows or more; there are 1", [[1, 2]])
    expect(
      "no channel has a deviation above 1e-9 over the 3 fit rows", [[1, 2], [1, 2], [1, 2]])
    expect("the covariance of the 2 fit rows is not finite", [[1e200, 0], [-1e200, 1]])
  }

  @Test func aResidualNeedsComponentsToSpare() {
    #expect(
      throws: DetectorError(
        "no residual is left: 0.9 of the variance takes all principal components (1)")
    ) {
      _ = try SmallFit(PCAResidual(), rows: [[1], [2]])
    }
    #expect(
      throws: DetectorError(
        "no residual is left: 0.99 of the variance takes all principal components (2)")
    ) {
      _ = try SmallFit(PCAResidual(variance: 0.99), rows: Self.cross)
    }
  }
}
