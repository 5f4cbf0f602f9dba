import Detectors
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// Every cheat is caught, and by the name of the rule that it breaks.
struct CheatTests {
  private static let future: [AuditRule] = [.futureReplaced, .length, .futureTruncated, .batch]

  /// The cheats with all rules that they break; the first of them stands for the cell.
  static let cheats: [(cheat: Cheat, rules: [AuditRule])] = [
    (.wholeUnitScale, [.futureReplaced, .futureTruncated, .batch]), (.peek, future),
    (.clock, [.determinism, .scoringOrder] + future),
    (.unseeded, [.determinism, .scoringOrder] + future),
    (.countsFits, [.determinism]), (.countsUnits, [.scoringOrder] + future),
    (.remembers, [.scoringOrder] + future),
    (.knowsTheEnd, [.length, .futureTruncated, .batch]), (.infinite, [.finite, .batch]),
    (.lastBit, [.batch]), (.skips, [.batch]),
  ]

  @Test(arguments: cheats.indices, [AuditEffort.inRun, .thorough])
  func theAuditNamesTheBrokenRules(index: Int, effort: AuditEffort) throws {
    let (cheat, rules) = Self.cheats[index]
    let verdict = Audited.scoring(cheat, on: try Audited.noise()).audit(effort)
    #expect(verdict.violations.map(\.rule) == rules, "\(cheat.name)")
  }

  @Test(arguments: cheats.indices)
  func aRunHasNoNumbersOfACheat(index: Int) throws {
    let (cheat, rules) = Self.cheats[index]
    let output = Audited.scoring(cheat, on: try Audited.noise(), isAudited: true).run()
    let rule = try #require(rules.first)
    #expect(output.status == rule.status, "\(cheat.name)")
    #expect(AuditRule(brokenBy: output.reason) == rule)
    #expect(output.reason.hasPrefix("\(rule.rawValue): unit "))
    #expect(output.scores.isEmpty && output.thresholds.isEmpty)
    #expect(CellFile.decode(CellFile.encode(output), rows: []) == output)
  }

  /// A stretch without scores, longer than what the audit looks at, hides no cheat.
  @Test(arguments: [AuditEffort.inRun, .thorough])
  func theAuditGoesOnToTheFirstScores(effort: AuditEffort) throws {
    let verdict = Audited.scoring(Cheat.latePeek, on: try Audited.noise(rows: 900)).audit(effort)
    #expect(verdict.violations.map(\.rule) == Self.future)
  }

  /// What the harness's own sorting spares a detector, and the sums of its scaler.
  @Test func unsortedUnitsWouldBeCaught() throws {
    let experiment = try Audited.noise()
    // The training units 1, 2 and 3 with their names exchanged stand in another order.
    let names = ["1": "3", "3": "1"]
    let other = try Made.experiment(
      experiment.dataSet.mapUnits {
        Unit(
          id: names[$0.id] ?? $0.id, times: $0.times, values: $0.values, ending: $0.ending,
          recordedPhases: $0.recordedPhases)
      }, split: .units(fraction: 0.5))
    for (detector, rules) in [
      (Cheat.learnsInOrder, [AuditRule.trainingOrder]), (MaxZ() as any Detector, []),
    ] {
      let scoring = Audited.scoring(detector, on: experiment)
      let audit = CellAudit(
        scoring: scoring, reordered: Audited.scoring(detector, on: other), effort: .inRun)
      let models = try scoring.models()
      let verdict = try audit.verdict(models) { position in
        try scoring.scores(of: experiment.split.evaluation[position].unit, by: models[0])
      }
      #expect(verdict.violations.map(\.rule) == rules)
    }
    // Loaded in reverse, the units are sorted again, and the same cheat has nothing to go by.
    #expect(
      Audited.scoring(Cheat.learnsInOrder, on: experiment).audit(.thorough)
        == AuditVerdict.passed)
  }

  @Test func aViolationSaysWhatWhereAndWhen() throws {
    let verdict = Audited.scoring(Cheat.knowsTheEnd, on: try Audited.noise()).audit(.thorough)
    #expect(
      verdict.violations.map(\.description) == [
        "length: unit 4, row 2: 0.016666666666666666 becomes 0.013333333333333334 when the last 15"
          + " rows are repeated",
        "future-truncated: unit 4, row 2: 0.016666666666666666 becomes 0.1 when the unit ends after"
          + " row 10",
        "batch: unit 4, row 2: 1 becomes 0.016666666666666666 where all rows are scored at once",
      ])
    let infinite = Audited.scoring(Cheat.infinite, on: try Audited.noise()).audit(.thorough)
    #expect(
      infinite.violations[0].description == "finite: unit 4, row 8: an infinite score row by row")
  }
}
