import JSON
import Metrics
import Telemetry
import Testing

@testable import Harness
@testable import Reports

/// Tables that only some data sets have, compared whole.
struct FurtherTablesTests {
  private static func record(_ rows: [(String, String, String, Double)]) -> Record {
    var record = Record()
    record.run = [
      "data": [["id": "FD001", "time_unit": "cycle"]]
    ]
    record.cells = ["a", "b", "oracle"].map {
      CellRow(dataset: "FD001", detector: $0, seed: "1", status: .ok, reason: "")
    }
    record.metrics = rows.map { detector, scope, metric, value in
      MetricRow(
        key: MetricKey(
          dataset: "FD001", detector: detector, seed: MetricKey.mean, scope: scope,
          metric: metric), value: value, low: nil, high: nil, n: 20)
    }
    return record
  }

  @Test func remainingLivesStandBesideTheirFloor() throws {
    let metrics = ["rul-rmse", "rul-mae", "rul-phm08"].flatMap { ["\($0).raw", "\($0).cap125"] }
    let values = [13.183, 11.765, 9.89, 8.82, 235.5, 202, 3.7376, 0, 1.07, 0, 14.58, 0]
    let record = Self.record(
      zip(["b", "oracle"].flatMap { id in metrics.map { (id, $0) } }, values).map {
        ($0.0, "all", $0.1, $1)
      })
    let table = try #require(RecordTables(record).prognosis("FD001"))
    #expect(
      table.text(width: 200) == """
        FD001 · remaining life at the last row of each test unit, in cycles
        detector  RMSE raw  cap125  MAE raw  cap125  PHM08 raw  cap125  audit
        ─────────────────────────────────────────────────────────────────────
        b            13.18   11.77     9.89    8.82     235.50  202.00  pass
        ─────────────────────────────────────────────────────────────────────
        oracle        3.74    0.00     1.07    0.00      14.58    0.00  –
        Raw: against the true lives; cap125: against at most 125. The oracle predicts the true life, at most 125: no detector whose predictions stay below 125 can have smaller errors.
        """)
    #expect(RecordTables(Self.record([])).prognosis("FD001") == nil)
  }

  @Test func fewFailingUnitsStandByThemselves() throws {
    var record = Self.record([("a", "all", "localisation-errors", 3)])
    func event(_ detector: String, _ seed: String, _ unit: String, _ lead: Double?) -> EventRow {
      EventRow(
        dataset: "FD001", detector: detector, seed: seed, unit: unit, onset: 1, end: 2,
        firstAlarm: nil, alarm: lead.map { _ in 1 }, outcome: lead == nil ? .missed : .inTime,
        delay: nil, lead: lead ?? 0, isEarly: false)
    }
    record.events = [
      event("a", "1", "x", 10), event("a", "2", "x", 20), event("a", "1", "y", nil),
      event("a", "2", "y", 7), event("b", "1", "x", nil),
    ]
    let table = try #require(RecordTables(record).leadsByUnit("FD001"))
    #expect(
      table.sections.flatMap { $0 }.map { $0.dropLast() } == [
        ["a", "15", "7 (1/2)", "3"], ["b", "missed", "–", "–"], ["oracle", "–", "–", "–"],
      ])
    record.events += ["z", "u", "v"].map { event("a", "1", $0, 1) }
    #expect(RecordTables(record).leadsByUnit("FD001") == nil)
  }

  @Test func everySecondLabelSetHasATable() throws {
    let scope = "labels=cmapss/last-15"
    let record = Self.record([
      ("a", "all", "detected", 9), ("a", scope, "failing-events", 20), ("a", scope, "detected", 7),
      ("a", scope, "early", 3), ("a", scope, "lead.median", 12.5),
      ("a", scope, "units-with-false-alarm", 4),
    ])
    let tables = RecordTables(record).secondLabels("FD001")
    #expect(
      tables.map { $0.text() } == [
        """
        FD001 · time to detection under cmapss/last-15, in cycles
        detector  detected  early  delay  lead [95 %]  units alarmed  audit
        ───────────────────────────────────────────────────────────────────
        a             7/20      3      –         12.5           4/20  pass
        b                –      –      –            –              –  pass
        ───────────────────────────────────────────────────────────────────
        oracle           –      –      –            –              –  –
        Fits, thresholds and alarms are those of the first label set.
        """
      ])
    #expect(RecordTables(Self.record([])).secondLabels("FD001").isEmpty)
  }

  @Test func estimatedPhasesStandBesideTheRecordedOnes() throws {
    var record = Self.record([])
    #expect(RecordTables(record).phaseConfusion("FD001") == nil)
    let counts = [[30, 10, 0], [5, 990, 5], [0, 0, 0]]
    record.phases = zip(OperatingPhase.allCases, counts).flatMap { recorded, counts in
      zip(OperatingPhase.allCases, counts).map {
        PhaseRow(dataset: "FD001", recorded: recorded, estimated: $0, rows: $1)
      }
    }
    let table = try #require(RecordTables(record).phaseConfusion("FD001"))
    #expect(
      table.text() == """
        FD001 · recorded phases and those estimated by volatility, evaluated rows
        recorded  startup  steady  shutdown  recognised %
        ─────────────────────────────────────────────────
        startup        30      10         0          75.0
        steady          5     990         5          99.0
        shutdown        0       0         0             –
        Normal operation and high load are steady; maintenance is left out.
        """)
    #expect(
      String(decoding: record.phasesText, as: UTF8.self).hasPrefix(
        "dataset,recorded,estimated,rows\nFD001,startup,startup,30\nFD001,startup,steady,10\n"))
  }
}
