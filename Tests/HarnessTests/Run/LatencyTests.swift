import Testing

@testable import Harness

struct LatencyTests {
  /// Below its number of rows a percentile is not shown.
  @Test(arguments: [(0.5, 7), (0.9, 44), (0.99, 459), (0.999, 4603)])
  func fewestRows(share: Double, rows: Int) throws {
    func latency(_ count: Int) -> Latency {
      Latency(nanoseconds: (0..<count).map(Double.init), clockOverhead: 0)
    }
    #expect(latency(rows - 1).percentile(share) == nil)
    let value = try #require(latency(rows).percentile(share))
    #expect(abs(value - share * Double(rows - 1)) <= 1e-9)
  }

  @Test func throughputAndLargest() {
    let latency = Latency(nanoseconds: [1, 4, 5], clockOverhead: 0)
    #expect(latency.rowsPerSecond == 0.3e9)
    #expect(latency.largest == 5)
    #expect(Latency(nanoseconds: [], clockOverhead: 0).rowsPerSecond == nil)
    #expect(Latency(nanoseconds: [], clockOverhead: 0).largest == nil)
  }

  /// Only evaluated rows are timed, and no more than 5000 of them.
  @Test(arguments: [(40, 40), (6000, 5000)])
  func timedRows(rows: Int, timed: Int) throws {
    let plan = Made.plan(
      [try Made.experiment(Made.dataSet(units: 2, rows: rows))],
      [Made.planned("made", MadeDetector())])
    let scoring = plan.scoring(of: plan.cells[0])
    let latency = try Latency.measure(scoring, try scoring.models())
    #expect(latency.nanoseconds.count == timed)
    #expect(latency.nanoseconds == latency.nanoseconds.sorted())
  }
}
