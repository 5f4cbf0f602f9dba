import Testing

@testable import Numerics

@Suite struct StatisticsTests {
  @Test func quantilesAreOfTypeSeven() {
    let values = [1.0, 2, 3, 4, 10]
    #expect(Statistics.quantile(ofSorted: values, 0) == 1)
    #expect(Statistics.quantile(ofSorted: values, 1) == 10)
    #expect(Statistics.quantile(ofSorted: values, 0.5) == 3)
    #expect(abs((Statistics.quantile(ofSorted: values, 0.9) ?? .nan) - 7.6) < 1e-12)
    #expect(Statistics.quantile(ofSorted: [], 0.5) == nil)
    #expect(Statistics.quantile(ofSorted: [-.infinity, -.infinity, 1], 0.25) == -.infinity)
    #expect(Statistics.median([4, 1, 3, 2]) == 2.5)
  }

  @Test func spreadOfAConstantIsRoundingOnly() {
    let spread = Statistics.standardDeviation([Double](repeating: 518.67, count: 8031))
    #expect((spread ?? 1) < 1e-9)
    #expect(Statistics.standardDeviation([]) == nil)
    #expect(Statistics.standardDeviation([1, 3]) == 1)
  }

  /// The intervals measured in the literature's tables of small operating phases.
  @Test(arguments: [
    (0, 6, 0.0, 0.390), (13, 48, 0.166, 0.410), (0, 30, 0, 0.114), (0, 66, 0, 0.055),
    (0, 1304, 0, 0.0029),
  ])
  func wilson(count: Int, total: Int, low: Double, high: Double) throws {
    let interval = try #require(Statistics.wilson(Double(count), of: total))
    #expect(abs(interval.low - low) < 0.0005)
    #expect(abs(interval.high - high) < 0.0005)
    #expect(Statistics.wilson(0, of: 0) == nil)
  }

  @Test(arguments: [1, 2, 5])
  func concurrentMapKeepsTheOrder(width: Int) {
    #expect(Array(0..<1000).concurrentMap(width: width) { $0 * $0 } == (0..<1000).map { $0 * $0 })
    #expect([Int]().concurrentMap(width: width) { $0 } == [])
  }
}
