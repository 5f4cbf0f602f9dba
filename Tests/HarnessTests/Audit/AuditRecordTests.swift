import Detectors
import TestSupport
import Testing

@testable import Harness

/// What a run makes of the audit, and what its record says of it.
struct AuditRecordTests {
  /// Numbers of one seed that change from row to row, and unseeded ones.
  private struct Drawn: Detector {
    let isHonest: Bool
    var isStochastic: Bool { true }

    func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
      -> any FittedModel
    {
      let detector: any Detector = isHonest ? RandomControl() : Cheat.unseeded
      return try detector.fit(training, randomness: randomness)
    }
  }

  private func record() throws -> Record {
    let overflow = MadeDetector { $0.row == 50 ? .infinity : $0.value }
    let plan = Made.plan(
      [try Audited.noise()],
      [
        Made.planned("honest", Drawn(isHonest: true), seeds: [4, 2]),
        Made.planned("unseeded", Drawn(isHonest: false), seeds: [4, 2]),
        Made.planned("peek", Cheat.peek, seeds: [4, 2]),
        Made.planned("overflow", overflow, seeds: [4, 2]),
        Made.planned("streamed", Cheat.infinite, seeds: [4, 2]),
        Made.planned("refused", MadeDetector(refusal: "no"), seeds: [4, 2]),
        Made.planned("oracle", OracleControl(), isControl: true, seeds: [4, 2]),
      ])
    let folder = try TemporaryDirectory()
    let runner = Runner(plan: plan, storeFolder: folder.path, jobs: 2, isForced: false)
    _ = try runner.run { _ in }
    let result = try runner.run { _ in }
    #expect(result.reused == plan.cells.count)
    return Record(result, of: plan, jobs: 1) { _ in }
  }

  @Test func aBrokenRuleStandsForEverySeedInPlaceOfNumbers() throws {
    let record = try record()
    let cells = record.cells.map { "\($0.detector) \($0.seed) \($0.status.rawValue)" }
    let statuses = [
      ("honest", "ok"), ("unseeded", "non-deterministic"), ("peek", "non-causal"),
      ("overflow", "invalid-output"), ("streamed", "invalid-output"), ("refused", "refused"),
      ("oracle", "ok"),
    ]
    #expect(
      cells == statuses.flatMap { name, status in ["4", "2"].map { "\(name) \($0) \(status)" } })
    #expect(Set(record.metrics.map(\.key.detector)) == ["honest", "oracle"])
    #expect(Set(record.units.map(\.detector)) == ["honest", "oracle"])
    let verdicts = statuses.map { record.auditVerdict("pumps", $0.0) }
    #expect(
      verdicts == [
        "pass", "determinism", "future-replaced", "finite", "finite", "not audited",
        "reads labels",
      ])
    #expect(record.auditVerdict("pumps", "unknown") == "not audited")
  }

  @Test func rulesAreFoundAgainInReasons() {
    for rule in AuditRule.allCases {
      let violation = AuditViolation(
        rule: rule, unit: "7", row: 3, expected: 0.5, found: nil, circumstance: "now")
      #expect(AuditRule(brokenBy: violation.description) == rule)
    }
    for reason in ["", "future: unit 3", "the length: too short", "length"] {
      #expect(AuditRule(brokenBy: reason) == nil)
    }
  }
}
