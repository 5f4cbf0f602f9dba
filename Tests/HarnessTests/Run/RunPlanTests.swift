import Alarms
import Datasets
import Detectors
import JSON
import Testing

@testable import Harness

/// The cells of a plan, and what their keys depend on.
struct RunPlanTests {
  /// The key of one cell, with one thing changed.
  private func key(
    identity: String = "made", dataset: String = "pumps", detector: String = "a",
    version: Int = 1, parameters: JSONValue = ["k": 1], alarm: AlarmRule = AlarmRule(),
    seed: UInt64 = 1, program: String = "p"
  ) throws -> String {
    let plan = Made.plan(
      [try Made.experiment(Made.dataSet(identity: identity), id: dataset)],
      [
        Made.planned(
          detector, MadeDetector(version: version), alarm: alarm, parameters: parameters,
          seeds: [seed])
      ], program: program)
    return plan.cells[0].key
  }

  @Test func keysChangeWithEverythingThatTheOutputDependsOn() throws {
    let keys = [
      try key(), try key(identity: "other"), try key(dataset: "other"), try key(detector: "b"),
      try key(version: 2), try key(parameters: ["k": 2]),
      try key(alarm: AlarmRule(threshold: .budget(11))),
      try key(alarm: AlarmRule(persistence: Persistence(k: 2, n: 5))),
      try key(alarm: AlarmRule(calibration: .training)),
      try key(alarm: AlarmRule(calibration: .cross(folds: 4))),
      try key(seed: 2), try key(program: "q"),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(try key() == keys[0])
    #expect(keys.allSatisfy { $0.count == 64 })
  }

  @Test func keysAndCellsDoNotDependOnTheOrderOfDataSets() throws {
    let first = try Made.experiment(Made.dataSet(identity: "1"), id: "first")
    let second = try Made.experiment(Made.dataSet(identity: "2"), id: "second")
    let detectors = [
      Made.planned("fixed", MadeDetector(), seeds: [1, 2]),
      Made.planned("drawn", MadeDetector(isStochastic: true), seeds: [1, 2]),
    ]
    let forwards = Made.plan([first, second], detectors)
    let backwards = Made.plan([second, first], detectors)
    #expect(
      forwards.cells.map(forwards.name) == [
        "first fixed", "first drawn seed 1", "first drawn seed 2", "second fixed",
        "second drawn seed 1", "second drawn seed 2",
      ])
    #expect(
      backwards.cells.map(backwards.name)
        == [3, 4, 5, 0, 1, 2].map { forwards.name(of: forwards.cells[$0]) })
    #expect(backwards.cells.map(\.key) == [3, 4, 5, 0, 1, 2].map { forwards.cells[$0].key })
  }

  @Test func keysOfASuiteChangeWithWhatItSaysOfItsData() throws {
    func keys(_ settings: String) throws -> [String] {
      let suite = try Known.suite(
        smallest.replacing("source: simulator", with: "source: simulator, \(settings)"))
      return try Made.plan(suite: suite, dataSet: Made.dataSet()).cells.map(\.key)
    }
    let base = try keys("days: 14")
    #expect(base.count == 1 + 5 + 4)
    #expect(try keys("pumps: 12") == base)
    for change in ["scaling: robust", "split: { kind: chronological, gap: 1 }", "fit: per-unit"] {
      #expect(Set(try keys(change)).isDisjoint(with: base))
    }
  }

  /// The plainest channel is read where the suite leaves it in; else the first that it names.
  @Test(arguments: [
    ("", "vibration"), (", channels: [flow, vibration]", "vibration"),
    (", channels: [flow, current]", "flow"),
  ])
  func theRawControlReadsAChannelOfTheSuite(setting: String, channel: String) throws {
    let suite = try Known.suite(
      smallest.replacing(
        "source: simulator", with: "source: simulator, missing: forward-fill\(setting)"))
    let dataSet = Simulator.dataSet(try SimulatorParameters(days: 2, pumps: 1))
    let plan = try RunPlan(
      suite, selection: Selection(pattern: nil),
      data: suite.datasets.map { ($0, dataSet) }, program: "p")
    let raw = plan.detectors[0].first { $0.id == "raw" }?.detector as? ChannelLevel
    #expect(raw?.channels == [channel])
  }
}
