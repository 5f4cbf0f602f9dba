import Alarms
import Numerics
import Telemetry
import Testing

@testable import Metrics

/// Weighted statistics against the plain ones of units that are really repeated.
struct ResamplingTests {
  /// The units of small random cases, and how often each is drawn.
  private static func cases(_ count: Int, units: Int) -> [(units: [EvaluatedUnit], draws: [Double])]
  {
    var stream = RandomStream(key: 11)
    return (0..<count).map { _ in
      let made = (0..<units).map { _ in EvaluatedUnit.random(&stream) }
      return (made, made.map { _ in Double(stream.integer(below: 4)) })
    }
  }

  private func repeated(_ units: [EvaluatedUnit], _ draws: [Double]) -> [EvaluatedUnit] {
    zip(units, draws).flatMap { [EvaluatedUnit](repeating: $0, count: Int($1)) }
  }

  /// Score and class of every row that counts; a row without a score ranks lowest.
  private func rows(_ units: [EvaluatedUnit]) -> [(score: Double, fails: Bool)] {
    units.flatMap { unit in
      unit.truth.rows.filter { unit.truth.labels[$0] != .grey }.map { row in
        (unit.scores[row] ?? -.infinity, unit.truth.labels[row] == .failing)
      }
    }
  }

  private func bruteROCAUC(_ units: [EvaluatedUnit]) -> Double? {
    let failing = rows(units).filter(\.fails)
    let healthy = rows(units).filter { !$0.fails }
    guard !failing.isEmpty, !healthy.isEmpty else { return nil }
    var wins = 0.0
    for above in failing {
      for below in healthy {
        wins += above.score > below.score ? 1 : above.score == below.score ? 0.5 : 0
      }
    }
    return wins / Double(failing.count * healthy.count)
  }

  private func bruteAveragePrecision(_ units: [EvaluatedUnit]) -> Double? {
    let rows = rows(units)
    let failing = rows.count { $0.fails }
    guard failing > 0 else { return nil }
    var sum = 0.0
    for threshold in Set(rows.map(\.score)) {
      let above = rows.filter { $0.score >= threshold }
      let precision = Double(above.count { $0.fails }) / Double(above.count)
      sum += Double(rows.count { $0.score == threshold && $0.fails }) * precision
    }
    return sum / Double(failing)
  }

  private func agree(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= 1e-12
  }

  /// The draws in the first lane; the others draw nothing.
  private func averagePrecision(_ ranking: Ranking, _ draws: [Double]) -> Double? {
    let lanes = draws.map { draw in
      var lane = Lanes.zero
      lane[0] = draw
      return lane
    }
    let value = ranking.averagePrecisions(lanes.span)[0]
    return value.isNaN ? nil : value
  }

  @Test func rankings() {
    for (units, draws) in Self.cases(200, units: 4) {
      let ranking = Ranking(units)
      let once = [Double](repeating: 1, count: units.count)
      #expect(agree(ranking.rocAUC(once.span), bruteROCAUC(units)))
      #expect(agree(averagePrecision(ranking, once), bruteAveragePrecision(units)))
      let resampled = repeated(units, draws)
      #expect(agree(ranking.rocAUC(draws.span), bruteROCAUC(resampled)))
      #expect(agree(averagePrecision(ranking, draws), bruteAveragePrecision(resampled)))
    }
  }

  private func outcomes(_ units: [EvaluatedUnit]) -> [[EventOutcome]] {
    units.enumerated().map { index, unit in
      EventOutcome.outcomes(unit: index, truth: unit.truth, alarms: unit.alarms, requiredLead: 1)
    }
  }

  @Test func leads() {
    for (units, draws) in Self.cases(200, units: 5) {
      let outcomes = outcomes(units)
      let table = LeadTable(outcomes)
      let leads = zip(outcomes, draws).flatMap { unit, count in
        [[Double]](repeating: unit.map(\.lead), count: Int(count)).flatMap { $0 }
      }
      let found = zip(outcomes, draws).map { Double($0.count { $0.kind.isDetected }) * $1 }
      #expect(table.medianLead(draws.span) == Statistics.median(leads))
      #expect(
        agree(
          table.detectionRate(draws.span),
          leads.isEmpty ? nil : found.reduce(0, +) / Double(leads.count)))
    }
  }

  @Test(arguments: [1.0, 10, 100, 300, 999])
  func activityCurves(budget: Double) throws {
    let units = EvaluatedUnit.random(units: 10, key: 3)
    let resamples = try #require(Resamples(units: 10, dataset: "d", count: 100))
    let replicates = ActivityCurve(units, requiredLead: 0).replicates(budget: budget, resamples)
    let drawn = resamples.drawn
    #expect(drawn.allSatisfy { $0.count == 10 })
    var compared = 0
    for (index, units) in drawn.map({ $0.map { units[$0] } }).enumerated() {
      let point = ActivityCurve(units, requiredLead: 0).point(budget: budget)
      #expect(agree(replicates.rate[index], point?.detectionRate ?? .nan) || point == nil)
      #expect(agree(replicates.lead[index], point?.medianLead ?? .nan) || point == nil)
      if point?.detectionRate != nil { compared += 1 }
    }
    #expect(compared > 90)
  }

  @Test func curvePoints() throws {
    let units = [EvaluatedUnit.made("hhhhhhhhhhff", "987654321.58", life: 2)]
    let curve = ActivityCurve(units, requiredLead: 0)
    // Nine healthy rows have a score: the budget's share of them is rounded down.
    let point = try #require(curve.point(budget: 250))
    #expect(point.threshold == 7)
    #expect(point.realisedRate == 0.2)
    #expect(point.falseAlarmsPer1000 == 100)
    #expect(point.detectionRate == 1)
    #expect(point.medianLead == 2)
    #expect(curve.point(budget: 0)?.threshold == 9)
    #expect(curve.point(budget: 0)?.detectionRate == 0)
    #expect(curve.point(budget: 1000) == nil)
    #expect(ActivityCurve([.made("gff", "123")], requiredLead: 0).point(budget: 10) == nil)
  }
}
