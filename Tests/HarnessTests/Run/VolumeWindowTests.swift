import Alarms
import Metrics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// The window of the volume metrics.
struct VolumeWindowTests {
  @Test func isTheMedianLengthOfTheEventsRoundedDown() throws {
    let four = try Made.experiment(
      Made.dataSet(units: 3, rows: 40, failing: [1: 25..<29, 2: 30..<37]))
    // 4 and 7 rows.
    #expect(four.evaluationSettings(Made.plainAlarm).window == 5)
    let none = try Made.experiment(Made.dataSet())
    #expect(none.evaluationSettings(Made.plainAlarm).window == 1)
  }

  @Test(arguments: [(30.0, 20), (7.5, 7), (0, 1)])
  func isFailingWithinInCyclesUpToTheLongestUnit(failingWithin: Double, window: Int) throws {
    let minutes = Made.dataSet(rows: 20)
    let cycles = DataSet(
      source: minutes.source, subset: nil, channels: minutes.channels, timeUnit: .cycle,
      units: minutes.units, rawChannels: [0], identity: "cycles")
    let thresholds = LabelRule.Thresholds(
      failingWithin: failingWithin, healthyBeyond: 40, fitBeyond: 40)
    let experiment = try Experiment(
      id: "engines", dataSet: cycles, split: .units(fraction: 0.5),
      labels: [LabelRule(name: "life", criterion: .life(thresholds))], phases: .recorded,
      preparation: PreparationRule(scaling: .none), fitsPerUnit: false)
    #expect(experiment.evaluationSettings(Made.plainAlarm).window == window)
  }
}
