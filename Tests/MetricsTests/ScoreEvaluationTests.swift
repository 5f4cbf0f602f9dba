import Alarms
import Numerics
import Telemetry
import Testing

@testable import Metrics

/// The metrics of rows gathered one by one, held against those of whole units.
struct ScoreEvaluationTests {
  private static let threshold = 5.0
  private static let settings = ScoreEvaluation.Settings(window: 4)

  /// One row of a table of scores.
  private struct Row {
    let unit: Int
    let phase: Int
    let row: ScoredRow
  }

  /// Units drawn at random, one array of rows each.
  private static func units(_ count: Int, key: UInt64) -> [[Row]] {
    var stream = RandomStream(key: key)
    return (0..<count).map { unit in
      var time = 0.0
      var label = RowLabel.healthy
      return (0..<20 + stream.integer(below: 60)).map { _ in
        time += 1 + Double(stream.integer(below: 3))
        if stream.integer(below: 4) == 0 {
          label = [.healthy, .healthy, .grey, .failing][stream.integer(below: 4)]
        }
        let digit = stream.integer(below: 11)
        return Row(
          unit: unit, phase: stream.integer(below: 3),
          row: ScoredRow(
            label: label, score: digit == 10 ? nil : Double(digit), time: time,
            isAlarmed: digit < 10 && Double(digit) >= threshold))
      }
    }
  }

  private static func evaluate(
    _ rows: [Row], metrics ids: [String] = ScoreFamily.ids
  ) -> [ScoreEvaluation.Value] {
    var gathered = ScoredRows(keeping: ScoreFamily.parts(for: ids))
    // Numbers are given in the order of first appearance.
    var units: [Int] = []
    var phases: [Int] = []
    for row in rows {
      if !units.contains(row.unit) { units.append(row.unit) }
      if !phases.contains(row.phase) { phases.append(row.phase) }
      gathered.add(
        row.row, unit: units.firstIndex(of: row.unit) ?? 0,
        phase: phases.firstIndex(of: row.phase))
    }
    return ScoreEvaluation(
      gathered, phases: phases.map { "p\($0)" }, metrics: ids, settings: settings
    ).values
  }

  /// The same rows as a detector's outputs.
  private static func evaluated(_ rows: [Row]) -> EvaluatedUnit {
    let labels = rows.map(\.row.label)
    let events = runs(of: labels.map { $0 == .failing }).map { event in
      let grey = labels[..<event.lowerBound].reversed().prefix { $0 == .grey }.count
      return FailingEvent(
        onset: event.lowerBound, end: event.upperBound - 1, bandStart: event.lowerBound - grey,
        failureTime: rows[event.upperBound - 1].row.time ?? .nan)
    }
    let trace = ScoreTrace(storage: rows.map { $0.row.score ?? .nan })
    return EvaluatedUnit(
      truth: UnitTruth(
        id: "", times: rows.map { $0.row.time ?? .nan }, rows: 0..<rows.count, labels: labels,
        phases: PhaseTrack(names: ["p0", "p1", "p2"], codes: rows.map { UInt8($0.phase) }),
        regimes: [Int](repeating: 0, count: rows.count), events: events),
      scores: trace, persistentScores: trace,
      alarms: AlarmRuns(trace, above: threshold.nextDown))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func equalsTheEvaluationOfUnits(key: UInt64) {
    let units = Self.units(1 + Int(key) % 4, key: key)
    let whole = Evaluation(
      units.map(Self.evaluated),
      settings: .init(
        requiredLead: 0, budget: 10, horizon: nil, rowsPerDay: nil, window: Self.settings.window,
        regimes: []),
      resamples: nil)
    let values = Self.evaluate(units.flatMap { $0 })
    for scope in [Scope.all, .phase("p0"), .phase("p1"), .phase("p2")] {
      let ours = Dictionary(
        uniqueKeysWithValues: values.filter { $0.scope == scope }.map { ($0.metric, $0.value) })
      let theirs = whole.table(scope).filter { ScoreFamily.ids.contains($0.key) }
      #expect(ours.count > 10)
      #expect(isClose(ours, theirs))
    }
    let order = values.filter { $0.scope == .all }.map(\.metric)
    #expect(order == MetricCatalog.metrics.map(\.id).filter(order.contains))
  }

  @Test func everyMetricAloneHasTheValueThatItHasAmongAll() {
    let rows = Self.units(3, key: 9).flatMap { $0 }
    let all = Self.evaluate(rows)
    for id in ScoreFamily.ids {
      #expect(Self.evaluate(rows, metrics: [id]) == all.filter { $0.metric == id })
    }
  }

  @Test func unitsMayBeMixed() {
    let units = Self.units(3, key: 10)
    let mixed = (0..<100).flatMap { row in
      units.compactMap { $0.indices.contains(row) ? $0[row] : nil }
    }
    func sorted(_ rows: [Row]) -> [String] {
      Self.evaluate(rows).filter { $0.random == nil }
        .map { "\($0.metric)@\($0.scope) \($0.value)" }.sorted()
    }
    #expect(sorted(mixed) == sorted(units.flatMap { $0 }))
  }

  @Test func rowNumbersAreTheTimesWhereThereAreNone() throws {
    let rows = Self.units(2, key: 11).flatMap { $0 }
    var counts = [0, 0]
    let numbered = rows.map { row in
      defer { counts[row.unit] += 1 }
      return (row, Double(counts[row.unit]))
    }
    func with(_ time: (Double) -> Double?) -> [ScoreEvaluation.Value] {
      Self.evaluate(
        numbered.map { row, number in
          Row(
            unit: row.unit, phase: row.phase,
            row: ScoredRow(
              label: row.row.label, score: row.row.score, time: time(number),
              isAlarmed: row.row.isAlarmed))
        })
    }
    #expect(with { _ in nil } == with { $0 })
  }

  @Test func pointAdjustmentStandsBesideRandomScores() throws {
    // One long event, every tenth row alarmed, none of them in the event.
    let rows = (0..<2000).map { row in
      Row(
        unit: 0, phase: 0,
        row: ScoredRow(
          label: row < 1000 ? .healthy : .failing, score: row < 1000 && row % 5 == 0 ? 1 : 0,
          time: nil, isAlarmed: row < 1000 && row % 5 == 0))
    }
    let values = Self.evaluate(rows)
    let adjusted = ["pa-f1", "pa-k20-f1", "pa-f1.oracle"]
    #expect(values.filter { $0.random != nil }.map(\.metric) == adjusted)
    let found = try adjusted.map { id in try #require(values.first { $0.metric == id }) }
    #expect(found.map(\.value) == [0, 0, 2000 / 3000.0])
    // 200 of 2000 rows drawn: the event is found, and some 100 healthy rows are mistaken.
    let random = try found.map { try #require($0.random) }
    #expect(abs(random[0] - 2000 / 2100.0) < 0.01)
    #expect(abs(random[1] - 200 / 1200.0) < 0.05)
    #expect(random[2] > 0.98)
  }

  @Test(arguments: [0, 1, 7, 10])
  func asManyRandomRowsAsAlarms(alarmed: Int) {
    let series = Series(
      rows: 10, events: [], alarms: alarmed == 0 ? [] : [0..<alarmed], scores: [])
    let drawn = RandomBaseline.alarms([series, series])
    #expect(drawn.map(\.rows) == [10, 10])
    #expect(drawn.flatMap(\.alarms).reduce(0) { $0 + $1.count } == 2 * alarmed)
  }

  @Test func definedAsFarAsOneClassAllows() throws {
    func metrics(_ label: RowLabel) -> [String: Double] {
      let rows = (0..<5).map { row in
        Row(
          unit: 0, phase: 0,
          row: ScoredRow(label: label, score: 0.5, time: nil, isAlarmed: false))
      }
      return Dictionary(
        uniqueKeysWithValues: Self.evaluate(rows).filter { $0.scope == .all }
          .map { ($0.metric, $0.value) })
    }
    let failing = metrics(.failing)
    #expect(failing["vus-pr.opt"] == 1)
    #expect(failing["vus-roc.opt"] == nil)
    #expect(failing["roc-auc"] == nil)
    #expect(failing["average-precision"] == 1)
    let healthy = metrics(.healthy)
    #expect(healthy["false-positive-rate"] == 0)
    #expect(healthy["failing-events"] == 0)
    #expect(healthy["average-precision"] == nil)
    #expect(healthy["detection-rate"] == nil)
    #expect(
      metrics(.grey) == [
        "alarm-rate": 0, "failing-events": 0, "detected": 0, "in-time": 0, "late": 0, "missed": 0,
        "early": 0,
      ])
  }
}
