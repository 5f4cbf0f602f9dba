import JSON
import Testing

@testable import Harness

/// What a stored record says of its alarm rules.
struct RecordFactsTests {
  private func record(alarm: String) throws -> Record {
    let suite = try Known.suite(
      smallest.replacing(
        "- { id: z, kind: max-z }",
        with: """
          - { id: z, kind: max-z }
            - { id: tail, kind: max-z, alarm: { threshold: { pot: { risk: 0.002, level: 0.9 } } } }
            - { id: sigma, kind: max-z, alarm: { threshold: { sigma: 3 } } }
            - { id: slow, kind: max-z, alarm: { persistence: { k: 5 } } }
          """) + "\nalarm: { threshold: { \(alarm) } }")
    var record = Record()
    record.run = ["suite": suite.resolved]
    return record
  }

  @Test(arguments: [
    ("budget: 5", 0.005), ("quantile: 0.75", 0.25), ("pot: 0.001", 0.001), ("fixed: 1", nil),
  ])
  func nominalRatesFollowTheRuleThatHolds(alarm: String, rate: Double?) throws {
    let record = try record(alarm: alarm)
    #expect(record.nominalRate(of: "z") == rate)
    #expect(record.nominalRate(of: "slow") == rate)
    #expect(record.nominalRate(of: "oracle") == rate)
    #expect(record.nominalRate(of: "tail") == 0.002)
    #expect(record.nominalRate(of: "sigma") == nil)
  }

  @Test(arguments: [
    ("budget: 5", "budget 5, 3 of 5, cross"), ("sigma: 2.5", "sigma 2.5, 3 of 5, cross"),
    ("pot: 0.001", "pot 0.001 above quantile 0.98, 3 of 5, cross"),
  ])
  func rulesAreSummedUp(alarm: String, summary: String) throws {
    #expect(try record(alarm: alarm).thresholdSummary == summary)
  }

  @Test func aPromisedRateShowsNoRoundingError() throws {
    let suite = try Known.suite(
      smallest.replacing(
        "kind: max-z }", with: "kind: max-z, alarm: { threshold: { quantile: 0.99 } } }"))
    var record = Record()
    record.run = ["suite": suite.resolved]
    record.cells = [CellRow(dataset: "d", detector: "z", seed: "1", status: .ok, reason: "")]
    #expect(
      record.ownAlarmNotes(of: "d") == [
        "z has its own rule: quantile 0.99, 3 of 5, cross, 10 of 1000 promised."
      ])
  }

  @Test func detectorsOfOneRuleStandInOneSentence() throws {
    let rule = "alarm: { calibrate: cross, folds: 2 } }"
    let suite = try Known.suite(
      smallest.replacing(
        "kind: max-z }",
        with: "kind: max-z, \(rule)\n  - { id: y, kind: max-z }\n  - { id: x, kind: max-z, \(rule)")
    )
    var record = Record()
    record.run = ["suite": suite.resolved]
    record.cells = ["x", "y", "z"].map {
      CellRow(dataset: "d", detector: $0, seed: "1", status: .ok, reason: "")
    }
    #expect(
      record.ownAlarmNotes(of: "d") == [
        "z, x have their own rule: budget 10, 3 of 5, cross in 2 folds, 10 of 1000 promised."
      ])
  }

  @Test func aRecordWithoutASuiteStatesNoRate() {
    #expect(Record().nominalRate(of: "z") == nil)
    #expect(Record().thresholdSummary == "")
  }
}
