import Numerics
import Testing

@testable import Detectors

@Suite struct RankedRowsTests {
  @Test func orderIsThatOfComparisons() {
    var stream = RandomStream(key: 9)
    var values = (0..<1000).map { _ in stream.normal() * 1e3 }
    values += [0, -0.0, 1e300, -1e300, .leastNonzeroMagnitude, 5, 5, 5, -.infinity, .infinity]
    let expected = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    #expect(RadixOrder(values).order.map(Int.init) == expected)
    #expect(RadixOrder([]).order == [])
    #expect(RadixOrder([3, 3]).order == [0, 1])
  }

  @Test func equalValuesShareARank() {
    let ranked = RankedRows(
      Matrix(rows: 5, columns: 2, storage: [3, 0, 1, -0.0, 3, 0, 2, 0, -7, 0]))
    #expect(ranked.ranks == [3, 0, 1, 0, 3, 0, 2, 0, 0, 0])
    #expect(ranked.lowest == [[-7, 1, 2, 3], [0]])
    #expect(ranked.highest == ranked.lowest)
    #expect(ranked.threshold(0, between: 1, and: 3) == 2)
  }

  @Test func neighboursShareRanksWhereThereAreTooMany() {
    let ranked = RankedRows(Matrix(rows: 7, columns: 1, storage: [1, 2, 3, 4, 5, 6, 7]), limit: 3)
    #expect(ranked.ranks == [0, 0, 0, 1, 1, 1, 2])
    #expect(ranked.lowest == [[1, 4, 7]])
    #expect(ranked.highest == [[3, 6, 7]])
    #expect(ranked.threshold(0, between: 0, and: 1) == 3.5)
    #expect(ranked.threshold(0, between: 1, and: 2) == 6.5)
  }

  @Test func aThresholdLiesBelowWhatGoesRight() {
    let high = 1.0.nextUp
    let ranked = RankedRows(
      Matrix(rows: 4, columns: 1, storage: [1, high, 1.5e308, 1.7e308]))
    #expect(ranked.threshold(0, between: 0, and: 1) == 1)
    #expect(ranked.threshold(0, between: 2, and: 3) == 1.6e308)
  }

  @Test(arguments: [2, 3, 40, 41, 300, 5000])
  func keysAreSortedByRank(count: Int) {
    var stream = RandomStream(key: UInt64(count))
    for span in [1, 2, 200, 60_000] {
      let low = stream.integer(below: 5000)
      let keys = (0..<count).map {
        UInt32(low + stream.integer(below: span + 1)) << 16 | UInt32($0)
      }
      var sorted = keys + [0]
      var sorter = KeySorter(capacity: count)
      sorter.sort(&sorted, count: count, low: low, high: low + span)
      #expect(sorted == keys.sorted() + [0])
    }
  }
}
