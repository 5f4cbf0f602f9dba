import Alarms
import Datasets
import Metrics
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// First alarms on the three bearing tests, as independent computations on the same features found
/// them (five snapshots in a row beyond five sigma of snapshots 50 to 249).
@Suite(.enabled(if: SharedData.has("data/ims/ims-features.zip"), "\(SharedData.reason)"))
struct IMSAnchorTests {
  /// A cell's units, evaluated.
  private func units(
    subset: String, channels: String, k: Int = 5, sigma: Double = 5, fit: String = "[50, 250]"
  ) throws -> [EvaluatedUnit] {
    let text = """
      name: anchors
      version: 1
      seeds: [1]
      datasets:
        - id: bearings
          source: ims-features
          subset: \(subset)
          split: { kind: chronological, fit_rows: \(fit) }
          fit: per-unit
          channels: [\(channels)]
      alarm:
        { threshold: { sigma: \(sigma) }, persistence: { k: \(k), n: \(k) }, calibrate: training }
      detectors:
        - { id: level, kind: channel, channels: [\(channels)] }
      gate: { metrics: [lead.median] }
      """
    let suite = try Suite.decode(
      Array(text.utf8), file: "anchors.yaml", knownMetrics: ["lead.median"],
      knownKinds: ["channel"])
    let data = SuiteData(
      suite.datasets, locator: ArchiveLocator(directories: [SharedData.file("data/ims")]), jobs: 1,
      cache: nil)
    let plan = try RunPlan(
      suite, selection: .everything, data: data.loaded.map { ($0.entry, try $0.dataSet.get()) },
      program: "test")
    let output = plan.scoring(of: plan.cells[0]).run()
    try #require(output.status == .ok, "\(output.reason)")
    return plan.experiments[0].evaluatedUnits(output, suite.alarm)
  }

  /// The snapshot at which a unit's first alarm after the fit rows starts.
  private func firstAlarm(_ units: [EvaluatedUnit], _ id: String) throws -> Int? {
    let unit = try #require(units.first { $0.truth.id == id })
    return unit.alarms.runs.map(\.lowerBound).first(where: unit.truth.rows.contains)
  }

  @Test(
    arguments: [
      ("1", "ch7.sd", "1-bearing4", 1600), ("1", "'*.sd'", "1-bearing4", 1560),
      ("1", "ch5.sd", "1-bearing3", 2123), ("1", "ch3.sd", "1-bearing2", 2117),
      ("1", "ch4.sd", "1-bearing2", 2123), ("1", "'*.sd'", "1-bearing1", nil),
      ("1", "ch5.kurtosis", "1-bearing3", 967), ("1", "ch6.kurtosis", "1-bearing3", 1849),
      ("1", "ch7.kurtosis", "1-bearing4", 1452), ("1", "ch8.kurtosis", "1-bearing4", 1618),
      ("2", "'*.sd'", "2-bearing1", 536), ("2", "'*.sd'", "2-bearing2", 834),
      ("2", "'*.sd'", "2-bearing3", 896), ("2", "'*.sd'", "2-bearing4", 705),
      ("2", "ch1.kurtosis", "2-bearing1", 694), ("3", "'*.sd'", "3-bearing3", 5971),
      ("3", "'*.sd'", "3-bearing4", 2334), ("3", "'*.sd'", "3-bearing1", 6200),
      ("3", "'*.sd'", "3-bearing2", 6166), ("3", "ch3.kurtosis", "3-bearing3", 6174),
    ] as [(String, String, String, Int?)])
  func firstAlarms(subset: String, channels: String, bearing: String, snapshot: Int?) throws {
    #expect(try firstAlarm(units(subset: subset, channels: channels), bearing) == snapshot)
  }

  /// The alarm that starts at 1600 clears again; that of 1609 stands when the last day begins.
  @Test func theAlarmThatCounts() throws {
    let units = try units(subset: "1", channels: "ch7.sd")
    #expect(units.map(\.truth.id) == ["1-bearing4"])
    let settings = Evaluation.Settings(
      requiredLead: 0, budget: 10, horizon: 24, rowsPerDay: nil, window: 1, regimes: [])
    let evaluation = Evaluation(units, settings: settings, resamples: nil)
    let outcome = try #require(evaluation.outcomes.first)
    #expect(outcome.firstAlarm == 1600)
    #expect(outcome.alarm == 1609)
  }

  /// Startup, steady and shutdown among the rows that count as healthy there.
  @Test(arguments: [
    ("1", 1400, [66, 1304, 30, 0]), ("2", 530, [6, 524, 0, 0]), ("3", 5400, [24, 5367, 9, 0]),
    ("1", 2156, [143, 1950, 63, 0]), ("2", 984, [6, 973, 3, 2]), ("3", 6324, [30, 6278, 15, 1]),
  ])
  func phasesOfRuns(subset: String, rows: Int, counts: [Int]) throws {
    let phases = try units(subset: subset, channels: "'*.sd'")[0].truth.phases
    #expect((0..<4).map { code in phases.codes[..<rows].count { $0 == code } } == counts)
  }

  /// Under `ims/hours-before-end` the failing bearing of test 2 has no healthy row.
  @Test func aUnitWithoutHealthyRows() throws {
    let units = try units(subset: "2", channels: "'*.sd'")
    #expect(!units[0].truth.labels.contains(.healthy))
    #expect(units[0].truth.localisedFrom == nil)
    for unit in units.dropFirst() {
      #expect(unit.truth.labels.contains(.healthy))
      let first = try #require(unit.truth.localisedFrom)
      #expect(163.5 - unit.truth.times[first] <= 24)
      #expect(163.5 - unit.truth.times[first - 1] > 24)
      #expect(unit.truth.labels[first..<982].allSatisfy { $0 == .grey })
      #expect(unit.truth.labels[982...].allSatisfy { $0 == .off })
    }
  }
}
