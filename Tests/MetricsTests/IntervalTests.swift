import Testing

@testable import Metrics

/// Intervals of metrics: bootstrap over units.
struct IntervalTests {
  private static let settings = Evaluation.Settings(
    requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: 2, regimes: [])

  @Test func equalUnitsHaveADegenerateInterval() throws {
    let units = (0..<12).map { _ in EvaluatedUnit.made("hhhhff", "091029", life: 1) }
    let evaluation = Evaluation(
      units, settings: Self.settings, resamples: Resamples(units: 12, dataset: "d"))
    let expected: [String: Double] = [
      "false-positive-rate": 0.25, "f1": 0.5, "detection-rate": 1, "lead.median": 1,
      "roc-auc": 6.5 / 8, "average-precision": (0.5 + 2 / 3.0) / 2, "detection-rate.at-budget": 0,
      "lead.median.at-budget": 0,
    ]
    for (metric, value) in expected {
      let found = try #require(evaluation.value(metric))
      #expect(abs(found.value - value) <= 1e-12, "\(metric)")
      #expect(abs((found.bounds?.low ?? .nan) - value) <= 1e-12, "\(metric)")
      #expect(abs((found.bounds?.high ?? .nan) - value) <= 1e-12, "\(metric)")
    }
    let others = evaluation.values.filter { $0.scope == .all && expected[$0.metric] == nil }
    for value in others where value.metric != "units-with-false-alarm" {
      #expect(value.interval == .none, "\(value.metric)")
    }
  }

  @Test func belowTenUnitsThereIsNone() {
    #expect(Resamples(units: 9, dataset: "d") == nil)
    #expect(Resamples(units: 10, dataset: "d")?.count == 2000)
  }

  @Test func resamplesBelongToTheDataSet() throws {
    func drawn(_ dataset: String) throws -> [[Int]] {
      try #require(Resamples(units: 10, dataset: dataset, count: 20)).drawn
    }
    #expect(try drawn("a") == drawn("a"))
    #expect(try drawn("a") != drawn("b"))
  }

  @Test func boundsOverTheResamplesThatHaveAValue() {
    let values = (0...1000).map { Double($0) }
    #expect(Resamples.percentileBounds(values)?.low == 25)
    #expect(Resamples.percentileBounds(values.reversed())?.high == 975)
    #expect(Resamples.percentileBounds([.nan, 3, .nan, 3])?.low == 3)
    #expect(Resamples.percentileBounds([.nan, 3, .nan]) == nil)
    #expect(Resamples.percentileBounds([]) == nil)
  }

  @Test func theMeanOverSeedsAveragesEachResample() throws {
    func value(_ value: Double, _ interval: MetricValue.Interval, n: Int = 10) -> MetricValue {
      MetricValue(scope: .all, metric: "m", value: value, interval: interval, n: n)
    }
    let mean = try #require(
      MetricValue.mean([
        value(1, .resampled([1, 2, .nan])), value(4, .resampled([3, 8, 1]), n: 8),
      ]))
    #expect(mean.value == 2.5)
    #expect(mean.n == 8)
    guard case .resampled(let resamples) = mean.interval else {
      Issue.record("the mean has no resamples")
      return
    }
    #expect(resamples[0...1] == [2, 5])
    #expect(resamples[2].isNaN)
    #expect(MetricValue.mean([value(2, .wilson), value(4, .wilson)])?.interval == .wilson)
    #expect(
      MetricValue.mean([value(2, .wilson), value(4, .none)])?.interval == MetricValue.Interval.none)
    #expect(MetricValue.mean([value(2, .resampled([1])), value(4, .none)])?.bounds == nil)
    #expect(MetricValue.mean([]) == nil)
  }
}
