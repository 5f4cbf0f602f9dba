import Numerics
import Telemetry
import Testing

@testable import Preparation

/// Labels that a source states row by row.
struct RecordedLabelsTests {
  private static let rule = LabelRule(
    name: "table/recorded", version: 1, criterion: .recorded)

  /// A unit with one row per hour and label: `h`, `g` or `f`.
  private func unit(_ labels: String, ending: Ending = .censored) -> Unit {
    let meaning: [Character: RowLabel] = ["h": .healthy, "g": .grey, "f": .failing]
    return Unit(
      id: "1", times: labels.indices.enumerated().map { Double($0.offset) },
      values: Matrix(
        rows: labels.count, columns: 1, storage: [Double](repeating: 1, count: labels.count)),
      ending: ending, recordedLabels: labels.compactMap { meaning[$0] })
  }

  private func events(_ unit: Unit) -> [FailingEvent] {
    Self.rule.failingEvents(
      of: UnitSlice(unit: unit, rows: 0..<unit.rows), labels: Self.rule.labels(of: unit))
  }

  @Test func labelsAreThoseRecorded() {
    let unit = unit("hgfh")
    #expect(Self.rule.labels(of: unit) == [.healthy, .grey, .failing, .healthy])
    #expect(Self.rule.mayFit(unit) == [true, false, false, true])
  }

  @Test func degradingRowsBeforeAnEventAreItsEarlyBand() {
    #expect(
      events(unit("hgghgffhff")) == [
        FailingEvent(onset: 5, end: 6, bandStart: 4, failureTime: 6),
        FailingEvent(onset: 8, end: 9, bandStart: 8, failureTime: 9),
      ])
  }

  @Test func onlyTheLastEventEndsWithTheUnit() {
    let events = events(unit("hffhff", ending: .failed(at: 8.5)))
    #expect(events.map(\.failureTime) == [2, 8.5])
  }

  @Test func numbersTakeNoNoticeOfRecordedLabels() {
    let numbers = LabelRule(
      name: "1-1-1", criterion: .life(.init(failingWithin: 1, healthyBeyond: 1, fitBeyond: 2)))
    let unit = unit("fghh", ending: .failed(at: 4))
    #expect(numbers.labels(of: unit) == [.healthy, .healthy, .healthy, .failing])
    #expect(numbers.mayFit(unit) == [true, true, false, false])
  }

  @Test func droppedRowsTakeTheirLabelsAlong() {
    var values = Matrix(rows: 3, columns: 1, storage: [1, 2, 3])
    values[1, 0] = .nan
    let unit = Unit(
      id: "1", times: [0, 1, 2], values: values, ending: .censored,
      recordedLabels: [.healthy, .grey, .failing])
    #expect(unit.droppingRowsWithMissingValues(in: [0]).recordedLabels == [.healthy, .failing])
  }
}
