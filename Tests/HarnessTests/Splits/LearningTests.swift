import Detectors
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// What detectors with different teachers learn from, and that healthy rows calibrate them all.
struct LearningTests {
  private static let labels = LabelRule(
    name: "short", criterion: .life(.init(failingWithin: 2, healthyBeyond: 5, fitBeyond: 5)))

  /// Ten rows at the times 0 … 9 of a unit that fails at 9, the fourth of them standing still.
  private static let unit = Unit(
    id: "u", times: (0..<10).map(Double.init),
    values: Matrix(rows: 10, columns: 1, storage: (0..<10).map(Double.init)),
    ending: .failed(at: 9), isOff: (0..<10).map { $0 == 3 })

  private static func view(_ learning: Learning, unit: Unit = unit) -> FitView {
    FitView(
      slices: [UnitSlice(unit: unit, rows: 0..<unit.rows)], labels: labels, learning: learning)
  }

  private static func rows(_ flags: [[Bool]]) -> [Int] {
    flags[0].indices.filter { flags[0][$0] }
  }

  @Test(arguments: [
    (Learning.healthyRows, [0, 1, 2]), (.labels, [0, 1, 2, 4, 5, 6, 7, 8, 9]),
    (.lives, [0, 1, 2, 4, 5, 6, 7, 8, 9]),
  ])
  func rowsToLearnFrom(learning: Learning, expected: [Int]) {
    let view = Self.view(learning)
    #expect(Self.rows(view.mayFit) == expected)
    #expect(Self.rows(view.isHealthy) == [0, 1, 2])
  }

  @Test func targets() {
    #expect(Self.labels.targets(.healthyRows, of: Self.unit, rows: [0, 9]) == nil)
    #expect(Self.labels.targets(.labels, of: Self.unit, rows: [0, 6, 7, 9]) == [0, 0, 1, 1])
    #expect(Self.labels.targets(.lives, of: Self.unit, rows: [0, 9]) == [9, 0])
    let old = Unit(
      id: "old", times: [0, 300], values: Matrix(rows: 2, columns: 1, storage: [0, 1]),
      ending: .failed(at: 300))
    #expect(Self.labels.targets(.lives, of: old, rows: [0, 1]) == [125, 0])
  }

  @Test func lifeIsLearntOnlyWhereItIsKnown() {
    let censored = Unit(
      id: "c", times: [0, 1], values: Matrix(rows: 2, columns: 1, storage: [0, 1]),
      ending: .censored)
    let view = Self.view(.lives, unit: censored)
    #expect(Self.rows(view.mayFit).isEmpty)
    #expect(Self.rows(view.isHealthy) == [0, 1])
  }

  @Test func heldRowsAreNeitherLearntNorCalibrateElsewhere() {
    let view = Self.view(.labels)
    let first = view.filtering { place, count in place < count / 3 }
    #expect(Self.rows(first.mayFit) == [0, 1, 2])
    #expect(Self.rows(first.isHealthy) == [0, 1, 2])
    let rest = view.filtering { place, count in place >= count / 3 }
    #expect(Self.rows(rest.mayFit) == [4, 5, 6, 7, 8, 9])
    #expect(Self.rows(rest.isHealthy).isEmpty)
    #expect(Self.rows(rest.isHeld) == [0, 1, 2])
  }
}
