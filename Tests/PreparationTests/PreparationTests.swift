import Numerics
import Telemetry
import Testing

@testable import Preparation

@Suite struct PreparationTests {
  /// A unit that fails after its last row, with two channels and, in `values`, NaN for missing.
  private func unit(
    _ id: String, _ values: [[Double]], regimes: [Int]? = nil, failsAt: Double? = nil
  ) -> Unit {
    Unit(
      id: id, times: values.indices.map { Double($0 + 1) },
      values: Matrix(
        rows: values.count, columns: values.first?.count ?? 0, storage: values.flatMap { $0 }),
      ending: .failed(at: failsAt ?? Double(values.count)), regimeKeys: regimes)
  }

  private func dataSet(_ units: [Unit], test: [Unit]? = nil, regimeChannels: [Int] = []) -> DataSet
  {
    let columns = units.first?.values.columns ?? 0
    return DataSet(
      source: "made", subset: nil, channels: (0..<columns).map { Channel(id: "c\($0)") },
      timeUnit: .cycle, units: units, testUnits: test, regimeChannels: regimeChannels,
      rawChannels: [0], identity: "")
  }

  private func ramp(_ id: String, _ rows: Int) -> Unit {
    unit(id, (0..<rows).map { [Double($0), Double(-2 * $0)] })
  }

  private func everyRow(_ slices: [UnitSlice]) -> [[Bool]] {
    slices.map { [Bool](repeating: true, count: $0.unit.rows) }
  }

  @Test func splitsKeepTheirSidesApart() throws {
    let set = dataSet((1...5).map { ramp("\($0)", 10 * $0) }, test: [ramp("1", 7)])
    let official = try Split(.official, of: set)
    #expect(official.training.map(\.rows) == [0..<10, 0..<20, 0..<30, 0..<40, 0..<50])
    #expect(official.evaluation.map(\.rows) == [0..<7])
    let units = try Split(.units(fraction: 0.5), of: set)
    #expect(units.training.map(\.unit.id) == ["1", "2"])
    #expect(units.evaluation.map(\.unit.id) == ["3", "4", "5"])
    let half = try Split(.chronological(fit: .fraction(0.25), gap: 3), of: set)
    #expect(half.training.map(\.rows) == [0..<2, 0..<5, 0..<7, 0..<10, 0..<12])
    #expect(half.evaluation.map(\.rows) == [5..<10, 8..<20, 10..<30, 13..<40, 15..<50])
    let window = try Split(.chronological(fit: .window(5..<15), gap: 0), of: set)
    #expect(window.training.map(\.rows) == [5..<10, 5..<15, 5..<15, 5..<15, 5..<15])
    #expect(window.evaluation.map(\.rows) == [10..<10, 15..<20, 15..<30, 15..<40, 15..<50])
  }

  @Test func splitsThatCannotBeMade() {
    let set = dataSet([ramp("1", 10)])
    #expect(throws: PreparationError("source made has no official test part")) {
      _ = try Split(.official, of: set)
    }
    #expect(throws: PreparationError("the split leaves no rows to fit on")) {
      _ = try Split(.units(fraction: 0.5), of: set)
    }
    #expect(throws: PreparationError("the split leaves no rows to evaluate")) {
      _ = try Split(.chronological(fit: .fraction(0.5), gap: 5), of: set)
    }
  }

  @Test func labelsDivideALife() {
    let rule = LabelRule(
      name: "n", criterion: .life(.init(failingWithin: 2, healthyBeyond: 4, fitBeyond: 6)))
    let ramp = ramp("1", 10)
    // Remaining lives 9, 8, …, 0.
    #expect(
      rule.labels(of: ramp)
        == [RowLabel](repeating: .healthy, count: 5) + [.grey, .grey]
        + [RowLabel](repeating: .failing, count: 3))
    #expect(rule.mayFit(ramp).count { $0 } == 3)
    let events = rule.failingEvents(
      of: UnitSlice(unit: ramp, rows: 0..<10), labels: rule.labels(of: ramp))
    #expect(events == [FailingEvent(onset: 7, end: 9, bandStart: 3, failureTime: 10)])
    let cut = rule.failingEvents(
      of: UnitSlice(unit: ramp, rows: 8..<10), labels: rule.labels(of: ramp))
    #expect(cut == [])
  }

  @Test func recordedFaultsAreTheEventsOfASimulatedUnit() {
    let faults = [
      Fault(kind: "leak", origin: .machine, rows: 2..<4, channels: [0]),
      Fault(kind: "drift", origin: .sensor, rows: 5..<7, channels: [1]),
    ]
    let base = ramp("1", 8)
    let unit = Unit(
      id: "1", times: base.times, values: base.values, ending: .censored, faults: faults)
    let rule = LabelRule(name: "exact", criterion: .faults([.machine]))
    let labels = rule.labels(of: unit)
    #expect(
      labels.map { $0 == .failing } == [false, false, true, true, false, false, false, false])
    let events = rule.failingEvents(of: UnitSlice(unit: unit, rows: 0..<8), labels: labels)
    #expect(events == [FailingEvent(onset: 2, end: 3, bandStart: 2, failureTime: 4)])
    let all = LabelRule(name: "all", criterion: .faults([.machine, .sensor]))
    #expect(
      all.labels(of: unit).map { $0 == .failing } == [
        false, false, true, true, false, true, true, false,
      ])
    #expect(all.mayFit(unit).count { $0 } == 4)
  }

  @Test func lifePhasesDivideTheHealthyRows() throws {
    let labels =
      [RowLabel](repeating: .healthy, count: 22) + [.grey, .failing]
    let track = try FittedPhases.life.track(of: ramp("1", 24), labels: labels)
    #expect(track.codes == [UInt8](repeating: 0, count: 20) + [1, 1, 2, 3])
    #expect(throws: PreparationError("unit 1 has no recorded phases")) {
      _ = try FittedPhases.recorded.track(of: ramp("1", 24), labels: labels)
    }
  }

  @Test func regimesAreTheTrainingKeysAndTheNearestOfThem() {
    let known = unit("1", [[0], [0], [0], [0]], regimes: [20, 0, 42, 20])
    let map = RegimeMap(training: [UnitSlice(unit: known, rows: 0..<4)])
    #expect(map.keys == [0, 20, 42])
    let other = unit("2", [[0], [0], [0], [0], [0]], regimes: [9, 10, 11, 31, 99])
    #expect(map.regimes(of: other) == [0, 0, 1, 1, 2])
  }

  @Test(arguments: [
    (ScalingKind.standard, [-1.0, 0, 1, 0], 3.0), (.robust, [-2, 0, 2, 0], 6),
    (.minmax, [0, 0.5, 1, 0.5], 2),
  ])
  func scalingKinds(kind: ScalingKind, expected: [Double], later: Double) throws {
    let sd = 2.0.squareRoot()
    let scale = kind == .standard ? 1 / sd * 2 : 1
    let fitted = unit("1", [[1, 7], [3, 7], [5, 7], [3, 7]])
    let slices = [UnitSlice(unit: fitted, rows: 0..<4)]
    let preparation = try FittedPreparation(
      PreparationRule(scaling: kind), of: dataSet([fitted]), training: slices,
      mayFit: everyRow(slices))
    // The second channel is constant: dropped.
    #expect(preparation.channels.map(\.id) == ["c0"])
    let prepared = preparation.prepare(fitted, upTo: 4).storage
    for (value, expected) in zip(prepared, expected) {
      #expect(abs(value - expected * scale) < 1e-12)
    }
    let new = preparation.prepare(unit("9", [[9, 7]]), upTo: 1).storage
    #expect(abs(new[0] - later * scale) < 1e-12)
  }

  @Test func scalingPerRegimeLeavesOutTheSettingsAndZeroesConstants() throws {
    let rows = [[0, 1, 5], [0, 3, 5], [10, 100, 7], [10, 300, 9]] as [[Double]]
    let fitted = unit("1", rows, regimes: [0, 0, 10, 10])
    let set = dataSet([fitted], regimeChannels: [0])
    let slices = [UnitSlice(unit: fitted, rows: 0..<4)]
    let preparation = try FittedPreparation(
      PreparationRule(scope: .regime), of: set, training: slices, mayFit: everyRow(slices))
    #expect(preparation.channels.map(\.id) == ["c1", "c2"])
    #expect(preparation.prepare(fitted, upTo: 4).storage == [-1, 0, 1, 0, -1, -1, 1, 1])
  }

  @Test func scalingPerUnitUsesEachUnitsOwnRows() throws {
    let units = [unit("1", [[1], [3], [9]]), unit("2", [[10], [30], [40]])]
    let slices = units.map { UnitSlice(unit: $0, rows: 0..<2) }
    let preparation = try FittedPreparation(
      PreparationRule(scope: .unit), of: dataSet(units), training: slices, mayFit: everyRow(slices))
    #expect(preparation.prepare(units[0], upTo: 3).storage == [-1, 1, 7])
    #expect(preparation.prepare(units[1], upTo: 3).storage == [-1, 1, 2])
  }

  @Test func missingValues() throws {
    let nan = Double.nan
    let gaps = unit("1", [[nan, 1], [2, 2], [nan, 3], [nan, 4], [8, 5]])
    let set = dataSet([gaps])
    #expect(
      throws: PreparationError(
        "unit 1 lacks a value of c0 in row 1; choose missing: forward-fill, interpolate or drop")
    ) {
      _ = try PreparationRule().admitted(set)
    }
    let dropped = try PreparationRule(missing: .drop).admitted(set)
    #expect(dropped.units[0].times == [2, 5])
    let slices = [UnitSlice(unit: gaps, rows: 0..<5)]
    func prepared(_ missing: MissingRule, forFitting: Bool) throws -> [Double] {
      let preparation = try FittedPreparation(
        PreparationRule(scaling: .none, missing: missing), of: set, training: slices,
        mayFit: everyRow(slices))
      let matrix =
        forFitting ? preparation.prepareForFitting(slices[0]) : preparation.prepare(gaps, upTo: 5)
      return matrix.column(0)
    }
    // Nothing stands before the first value: the mean of the fit rows does.
    #expect(try prepared(.forwardFill, forFitting: true) == [5, 2, 2, 2, 8])
    #expect(try prepared(.interpolate, forFitting: true) == [2, 2, 4, 6, 8])
    #expect(try prepared(.interpolate, forFitting: false) == [5, 2, 2, 2, 8])
  }

  @Test func droppedRowsShiftTheFaults() {
    let base = unit("1", [[1], [.nan], [3], [4], [.nan], [6]])
    let unit = Unit(
      id: "1", times: base.times, values: base.values, ending: .censored,
      faults: [Fault(kind: "leak", origin: .machine, rows: 2..<5, channels: [0])])
    let kept = unit.droppingRowsWithMissingValues(in: [0])
    #expect(kept.faults[0].rows == 1..<3)
    #expect(kept.values.storage == [1, 3, 4, 6])
  }

  @Test func onlyTrainingRowsDecideTheScale() throws {
    let units = (1...4).map { ramp("\($0)", 30) }
    let rule = LabelRule(
      name: "n", criterion: .life(.init(failingWithin: 5, healthyBeyond: 10, fitBeyond: 10)))
    let split = try Split(.chronological(fit: .fraction(0.5), gap: 2), of: dataSet(units))
    let masks = split.training.map { rule.mayFit($0.unit) }
    // The same units, with everything after the training rows replaced by extremes.
    let poisoned = units.map { unit in
      var values = unit.values
      for row in 15..<30 {
        for column in 0..<2 { values[row, column] = 1e9 }
      }
      return Unit(id: unit.id, times: unit.times, values: values, ending: unit.ending)
    }
    let poisonedSplit = try Split(
      .chronological(fit: .fraction(0.5), gap: 2), of: dataSet(poisoned))
    for kind in ScalingKind.allCases {
      for scope in ScalingScope.allCases {
        let rule = PreparationRule(scaling: kind, scope: scope)
        let clean = try FittedPreparation(
          rule, of: dataSet(units), training: split.training, mayFit: masks)
        let dirty = try FittedPreparation(
          rule, of: dataSet(poisoned), training: poisonedSplit.training, mayFit: masks)
        #expect(clean.prepare(units[0], upTo: 15) == dirty.prepare(poisoned[0], upTo: 15))
      }
    }
  }
}
