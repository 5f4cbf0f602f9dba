import Testing

@testable import Metrics

/// What becomes of a failing event: healthy rows 0–3, a band of four grey rows, failing rows 8–11,
/// failure at 13.
struct EventOutcomeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let alarms: String
    var alarm: Int?
    var first: Int?
    var isEarly = false
    var requiredLead = 2.0
    var kind = EventOutcome.Kind.inTime
    var testDescription: String { alarms }
  }

  @Test(arguments: [
    Case(alarms: "000000000000", kind: .missed),
    Case(alarms: "000000009000", alarm: 8, first: 8),
    Case(alarms: "000000000009", alarm: 11, first: 11),
    Case(alarms: "000000000009", alarm: 11, first: 11, requiredLead: 2.5, kind: .late),
    // Standing at the onset since the band.
    Case(alarms: "000099999000", alarm: 4, first: 4),
    Case(alarms: "000000099999", alarm: 7, first: 7),
    // Cleared before the onset.
    Case(alarms: "000099990000", first: 4, kind: .missed),
    Case(alarms: "000099990900", alarm: 9, first: 4),
    // Standing since before the band: it must clear and start again.
    Case(alarms: "000999999000", first: 3, isEarly: true, kind: .missed),
    Case(alarms: "099999999999", first: 1, isEarly: true, kind: .missed),
    Case(alarms: "000999999009", alarm: 11, first: 3, isEarly: true),
    // Early and found as well.
    Case(alarms: "900000009000", alarm: 8, first: 0, isEarly: true),
    Case(alarms: "900090000000", first: 0, isEarly: true, kind: .missed),
  ])
  func outcomes(of example: Case) throws {
    let unit = EvaluatedUnit.made("hhhhggggffff", example.alarms, band: 4, life: 2)
    let outcomes = EventOutcome.outcomes(
      unit: 3, truth: unit.truth, alarms: unit.alarms, requiredLead: example.requiredLead)
    let outcome = try #require(outcomes.first)
    #expect(outcomes.count == 1)
    #expect(outcome.unit == 3)
    #expect(outcome.alarm == example.alarm)
    #expect(outcome.firstAlarm == example.first)
    #expect(outcome.isEarly == example.isEarly)
    #expect(outcome.kind == example.kind)
    #expect(outcome.lead == (example.alarm.map { 13 - Double($0) } ?? 0))
    #expect(outcome.delay == example.alarm.map { max(0, Double($0) - 8) })
    #expect(outcome.censoredAt == 3)
  }

  @Test func eachEventHasTheAlarmsSinceTheOneBefore() {
    let unit = EvaluatedUnit.made("hhffhhhffhff", "090000090000")
    let outcomes = EventOutcome.outcomes(
      unit: 0, truth: unit.truth, alarms: unit.alarms, requiredLead: 0)
    #expect(outcomes.map(\.kind) == [.missed, .inTime, .missed])
    #expect(outcomes.map(\.isEarly) == [true, false, false])
    #expect(outcomes.map(\.firstAlarm) == [1, 7, nil])
    #expect(outcomes.map(\.lead) == [0, 4, 0])
  }

  @Test func alarmsBeforeTheEvaluatedRowsAreNotEarly() {
    let unit = EvaluatedUnit.made("hhhhhhff", "09000099", rows: 2..<8)
    let outcomes = EventOutcome.outcomes(
      unit: 0, truth: unit.truth, alarms: unit.alarms, requiredLead: 0)
    #expect(outcomes.map(\.isEarly) == [false])
    #expect(outcomes.map(\.firstAlarm) == [6])
  }
}
