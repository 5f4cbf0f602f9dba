import Testing

@testable import Detectors

@Suite struct ControlChartTests {
  @Test func averagesByHand() throws {
    let fit = try SmallFit(EWMAChart(lambda: 0.5), rows: [], channels: 2)
    // E is 0.5 and then 0.75, its deviation 0.5 and then √0.3125.
    let scores = try fit.scores([[1, 0], [1, 0.25]])
    #expect(isClose(scores, [1, 0.75 / Double(0.3125).squareRoot()]))
    let contributions = try #require(try fit.explanation([[1, 0], [1, -0.25]])).contributions
    #expect(isClose(contributions, [0.75, 0.125].map { $0 / Double(0.3125).squareRoot() }))
  }

  @Test func averagesOfWeightOneAreTheRows() throws {
    let fit = try SmallFit(EWMAChart(lambda: 1), rows: [], channels: 2)
    #expect(try fit.scores([[1, -3], [0.5, 0.25]]) == [3, 0.5])
  }

  @Test func sumsByHand() throws {
    let fit = try SmallFit(CUSUMChart(), rows: [], channels: 1)
    // Upwards 0.5, 1, 0; downwards 0, 0, 2.5.
    #expect(try fit.scores([[1], [1], [-3]]) == [0.5, 1, 2.5])
    #expect(try fit.explanation([[1], [1], [-1]]) == Explanation(contributions: [0.5]))
    let wide = try SmallFit(CUSUMChart(allowance: 2), rows: [], channels: 1)
    #expect(try wide.scores([[1], [1], [-3]]) == [0, 0, 1])
  }

  @Test(arguments: [EWMAChart(), CUSUMChart()] as [any Detector])
  func everyUnitStartsAnew(detector: any Detector) throws {
    let fit = try SmallFit(detector, rows: [], channels: 1)
    let rows = (0..<20).map { [Double($0 % 7)] }
    #expect(try fit.scores(rows) == fit.scores(rows))
    #expect(try fit.scores(rows)[0] != fit.scores(Array(rows.dropFirst()))[0])
  }
}
