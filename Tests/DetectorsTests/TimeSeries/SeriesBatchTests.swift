import Numerics
import Telemetry
import Testing

@testable import Detectors

@Suite struct SeriesBatchTests {
  private static func series(_ lengths: [Int]) -> [[Double]] {
    var stream = RandomStream(key: 7)
    return lengths.map { length in (0..<length).map { _ in stream.normal() } }
  }

  @Test func packsTheLongestSeriesFirst() {
    let batch = SeriesBatch([[1], [], [2, 3, 4], [5, 6]])
    #expect(batch.active == [3, 2, 1])
    #expect(
      batch.values == [
        .init(2, 5, 1, 0, 0, 0, 0, 0), .init(3, 6, 0, 0, 0, 0, 0, 0), .init(4, 0, 0, 0, 0, 0, 0, 0),
      ])
    #expect(SeriesBatch([[], []]).active == [])
  }

  /// All orders, and more series than one group of lanes holds.
  @Test(arguments: 0...5, [0, 1, 5])
  func sumsEqualThoseOfOneFilterPerSeries(ar: Int, ma: Int) {
    let gains = ARMAGains(
      ARMAProcess(
        autoregressive: [0.6, -0.4, 0.3, 0.2, -0.5].prefix(ar).map { $0 },
        movingAverage: [-0.7, 0.2, 0.3, -0.1, 0.4].prefix(ma).map { $0 }))
    let series = Self.series([5, 40, 17, 17, 3, 1, 22, 9, 30, 31, 8, 2, 40, 12, 6, 11, 19])
    let sums = SeriesBatch(series).innovationSums(gains)
    var expected = InnovationSums()
    for values in series {
      var filter = InnovationFilter(gains: gains)
      var ones = InnovationFilter(gains: gains)
      for value in values {
        let innovation = filter.observe(value)
        let one = ones.observe(1)
        let variance = innovation.variance ?? .nan
        expected.count += 1
        expected.logarithms += Elementary.log(variance)
        expected.squares += innovation.value * innovation.value / variance
        expected.products += innovation.value * one.value / variance
        expected.ones += one.value * one.value / variance
      }
    }
    #expect(sums.count == expected.count)
    let found = [sums.logarithms, sums.squares, sums.products, sums.ones]
    let wanted = [expected.logarithms, expected.squares, expected.products, expected.ones]
    #expect(largestDifference(found, wanted) < 1e-11)
  }

  @Test func longSeriesDoNotOverflowTheirLogarithms() {
    // A variance of 10¹² in every row: no product of more than 25 of them is a number.
    let gains = LocalTrendGains(LocalTrendVariances(noise: 1e12, level: 0))
    let sums = SeriesBatch(Self.series([2001])).innovationSums(gains)
    // Σ ln (10¹² (1 + 1 ÷ t)) over 2000 rows telescopes.
    let expected = 2000 * Elementary.log(1e12) + Elementary.log(2001)
    #expect((sums.logarithms - expected).magnitude < 1e-7)
    #expect(sums.diffuseCount == 1)
  }

  @Test func runsEndAtGaps() {
    let unit = TrainingUnit(
      id: "1", values: Matrix(rows: 8, columns: 2, storage: (0..<16).map(Double.init)),
      moments: (0..<8).map { Moment(time: Double($0), regime: 0) }, fitRows: [1, 2, 3, 5, 7])
    #expect(unit.consecutiveRuns == [1..<4, 5..<6, 7..<8])
    let training = TrainingSet(channels: [Channel(id: "a"), Channel(id: "b")], units: [unit])
    #expect(training.runs(ofChannel: 1) == [[3, 5, 7], [11], [15]])
    #expect(training.countOfRows(withoutFirst: 1) == 2)
    #expect(training.countOfRows(withoutFirst: 3) == 0)
  }

  @Test func differences() {
    #expect([1, 4, 9, 16].differenced(0) == [1, 4, 9, 16])
    #expect([1, 4, 9, 16].differenced(2) == [2, 2])
    #expect([1.0].differenced(2) == [])
  }
}
