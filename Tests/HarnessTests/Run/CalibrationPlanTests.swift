import Alarms
import Telemetry
import Testing

@testable import Harness
@testable import Preparation

/// Which rows calibrate and which are fitted on, as sets of (unit, row).
struct CalibrationPlanTests {
  private struct Row: Hashable {
    let unit: String
    let row: Int
  }

  /// Units of 30 rows whose first 17 are the training part, every third of them unfit to learn from.
  private func view(units: Int) -> FitView {
    let slices = Made.dataSet(units: units, rows: 30).units.map {
      UnitSlice(unit: $0, rows: 0..<17)
    }
    let mayFit = slices.map { _ in (0..<30).map { $0 < 17 && $0 % 3 != 0 } }
    return FitView(
      slices: slices, mayFit: mayFit, isHealthy: mayFit,
      isHeld: slices.map { _ in [Bool](repeating: false, count: 30) })
  }

  private func rows(_ view: FitView) -> Set<Row> {
    Set(
      zip(view.slices, view.mayFit).flatMap { slice, mayFit in
        mayFit.indices.filter { mayFit[$0] }.map { Row(unit: slice.unit.id, row: $0) }
      })
  }

  @Test(arguments: [1, 2, 4, 5, 7, 12], [2, 3, 5, 10])
  func crossCalibratesEveryRowOnceAndNeverOnItsOwnFit(units: Int, folds: Int) {
    let all = view(units: units)
    for everyUnitMustFit in [false, true] {
      let plan = CalibrationPlan(
        .cross(folds: folds), all: all, everyUnitMustFit: everyUnitMustFit)
      #expect(!plan.usesFinalModel)
      #expect(rows(plan.final) == rows(all))
      var calibrated: [Row: Int] = [:]
      for fold in plan.folds {
        let fit = rows(fold.fit)
        let held = rows(fold.calibrate)
        #expect(fit.isDisjoint(with: held))
        #expect(fit.union(held) == rows(all))
        for row in held { calibrated[row, default: 0] += 1 }
        if everyUnitMustFit { #expect(fold.fit.slices.count == units) }
      }
      #expect(Set(calibrated.keys) == rows(all))
      #expect(calibrated.values.allSatisfy { $0 == 1 })
    }
  }

  @Test func foldsAreEveryFifthUnit() {
    let plan = CalibrationPlan(.cross(folds: 5), all: view(units: 12), everyUnitMustFit: false)
    #expect(
      plan.folds.map { $0.calibrate.slices.map(\.unit.id) }
        == [["1", "6", "11"], ["2", "7", "12"], ["3", "8"], ["4", "9"], ["5", "10"]])
    #expect(plan.folds.allSatisfy { $0.fit.slices.count + $0.calibrate.slices.count == 12 })
  }

  @Test(arguments: [(4, false), (12, true)])
  func otherwiseFoldsAreBlocksOfEachUnit(units: Int, everyUnitMustFit: Bool) {
    let plan = CalibrationPlan(
      .cross(folds: 5), all: view(units: units), everyUnitMustFit: everyUnitMustFit)
    // The eleven fit rows of each unit in five contiguous blocks.
    let blocks = [[1, 2], [4, 5], [7, 8], [10, 11], [13, 14, 16]]
    #expect(plan.folds.count == 5)
    for (fold, block) in zip(plan.folds, blocks) {
      #expect(fold.calibrate.slices.count == units)
      for flags in fold.calibrate.mayFit {
        #expect(flags.indices.filter { flags[$0] } == block)
      }
    }
  }

  @Test(arguments: [
    (10, 0.2, ["9", "10"]), (10, 0.05, ["10"]), (10, 0.29, ["9", "10"]), (2, 0.2, ["2"]),
    (3, 0.9, ["2", "3"]),
  ])
  func heldOutUnitsAreKeptFromTheModelThatEvaluates(
    units: Int, fraction: Double, held: [String]
  ) {
    let all = view(units: units)
    let plan = CalibrationPlan(.heldOut(fraction: fraction), all: all, everyUnitMustFit: false)
    #expect(plan.usesFinalModel)
    #expect(plan.folds.map { $0.calibrate.slices.map(\.unit.id) } == [held])
    #expect(rows(plan.final).isDisjoint(with: rows(plan.folds[0].calibrate)))
    #expect(rows(plan.final).union(rows(plan.folds[0].calibrate)) == rows(all))
    #expect(rows(plan.folds[0].fit) == rows(plan.final))
  }

  @Test(arguments: [(1, false), (6, true)])
  func heldOutRowsWhereEveryUnitMustFit(units: Int, everyUnitMustFit: Bool) {
    let plan = CalibrationPlan(
      .heldOut(fraction: 0.2), all: view(units: units), everyUnitMustFit: everyUnitMustFit)
    for (fit, held) in zip(plan.final.mayFit, plan.folds[0].calibrate.mayFit) {
      #expect(held.indices.filter { held[$0] } == [14, 16])
      #expect(fit.indices.filter { fit[$0] } == [1, 2, 4, 5, 7, 8, 10, 11, 13])
    }
  }

  @Test func trainingCalibratesOnTheRowsOfTheFit() {
    let all = view(units: 3)
    let plan = CalibrationPlan(.training, all: all, everyUnitMustFit: false)
    #expect(plan.usesFinalModel)
    #expect(plan.folds.count == 1)
    #expect(rows(plan.folds[0].calibrate) == rows(all))
    #expect(rows(plan.final) == rows(all))
  }
}
