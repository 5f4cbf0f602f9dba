import Preparation
import Telemetry
import TestSupport
import Testing

@testable import Detectors

/// Control charts of one channel, engine by engine, against the reference.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct ControlChartReferenceTests {
  private struct Charts: Decodable {
    let units: [String: Series]
    let first_alarm_cycle_ewma: [String: Int?]
    let first_alarm_cycle_cusum: [String: Int?]
    let ewma_score: ScoreBlock
    let cusum_score: ScoreBlock

    struct Series: Decodable {
      let ewma: [Double]
      let ewma_sigma: [Double]
      let cusum_plus: [Double]
      let cusum_minus: [Double]
    }
  }

  private let charts: Charts
  private let engines: Turbofans

  init() throws {
    charts = try SharedData.json("oracles/det_control_charts_FD001.json", as: Charts.self)
    // Sensor s4 stands behind three settings.
    engines = try Turbofans(rule: PreparationRule(channels: [6]))
    try #require(engines.training.channels.map(\.id) == ["s4"])
  }

  @Test func scoresEqualTheReference() throws {
    let averages = try engines.scores(by: EWMAChart())
    #expect(
      charts.ewma_score.largestDifference(to: averages, isFailing: engines.isFailing) <= 1e-9)
    let sums = try engines.scores(by: CUSUMChart())
    #expect(charts.cusum_score.largestDifference(to: sums, isFailing: engines.isFailing) <= 1e-9)
  }

  @Test func seriesEqualTheReference() throws {
    try #require(charts.units.count == 3)
    for (id, expected) in charts.units {
      let averages = try scores(ofUnit: id, by: EWMAChart())
      let sums = try scores(ofUnit: id, by: CUSUMChart())
      try #require(averages.count == expected.ewma.count && sums.count == averages.count)
      for row in averages.indices {
        let average = expected.ewma[row].magnitude / expected.ewma_sigma[row]
        #expect(abs(averages[row] - average) <= 1e-9)
        #expect(abs(sums[row] - max(expected.cusum_plus[row], expected.cusum_minus[row])) <= 1e-9)
      }
    }
  }

  @Test func firstAlarmsAreThoseOfTheReference() throws {
    try #require(engines.evaluation.count == 100)
    for engine in engines.evaluation {
      let id = engine.unit.id
      let averages = try scores(ofUnit: id, by: EWMAChart())
      let sums = try scores(ofUnit: id, by: CUSUMChart())
      #expect(averages.firstIndex { $0 > 3 }.map { $0 + 1 } == charts.first_alarm_cycle_ewma[id])
      #expect(sums.firstIndex { $0 > 5 }.map { $0 + 1 } == charts.first_alarm_cycle_cusum[id])
    }
  }

  private func scores(ofUnit id: String, by detector: any Detector) throws -> [Double] {
    let engine = try #require(engines.evaluation.first { $0.unit.id == id })
    let model = try detector.fit(
      engines.training, randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    return try model.scores(of: engine.rows, moments: engine.moments, for: engine.unit).storage
  }
}
