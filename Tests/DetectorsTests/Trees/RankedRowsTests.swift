import Numerics
import Testing

@testable import Detectors

@Suite struct RankedRowsTests {
  @Test func equalValuesShareARank() {
    let ranked = RankedRows(
      Matrix(rows: 5, columns: 2, storage: [3, 0, 1, -0.0, 3, 0, 2, 0, -7, 0]))
    #expect(ranked.ranks.cells == [3, 0, 1, 0, 3, 0, 2, 0, 0, 0])
    #expect(ranked.lowest == [[-7, 1, 2, 3], [0]])
    #expect(ranked.highest == ranked.lowest)
    #expect(ranked.threshold(0, between: 1, and: 3) == 2)
  }

  @Test func neighboursShareRanksWhereThereAreTooMany() {
    let ranked = RankedRows(Matrix(rows: 7, columns: 1, storage: [1, 2, 3, 4, 5, 6, 7]), limit: 3)
    #expect(ranked.ranks.cells == [0, 0, 0, 1, 1, 1, 2])
    #expect(ranked.lowest == [[1, 4, 7]])
    #expect(ranked.highest == [[3, 6, 7]])
    #expect(ranked.threshold(0, between: 0, and: 1) == 3.5)
    #expect(ranked.threshold(0, between: 1, and: 2) == 6.5)
  }

  @Test func ranksAreGatheredChannelByChannel() {
    let table = RankTable(rows: 3, channels: 3, cells: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let rows: [UInt32] = [2, 0]
    var gathered = [UInt8](repeating: 0, count: 5)
    table.gather(rows.span, channels: [0, 2, 1, 0][1...2], into: &gathered)
    #expect(gathered == [9, 3, 8, 2, 0])
    let selected = table.selecting(rows.span)
    #expect(selected.cells == [7, 8, 9, 1, 2, 3])
    #expect(selected.rows == 2 && selected.rank(1, 2) == 3)
  }

  @Test func aThresholdLiesBelowWhatGoesRight() {
    let high = 1.0.nextUp
    let ranked = RankedRows(
      Matrix(rows: 4, columns: 1, storage: [1, high, 1.5e308, 1.7e308]))
    #expect(ranked.threshold(0, between: 0, and: 1) == 1)
    #expect(ranked.threshold(0, between: 2, and: 3) == 1.6e308)
  }
}
