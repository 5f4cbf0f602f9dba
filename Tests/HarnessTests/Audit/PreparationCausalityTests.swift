import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// The preparation alone looks at no later row, whatever stands or lacks there.
struct PreparationCausalityTests {
  /// A unit in which every fourth value is missing and the regime changes.
  private func unit(_ id: String, rows: Int) -> Unit {
    var stream = RandomStream(seed: 5, path: ["causality", id])
    var values = Matrix(rows: rows, columns: 3, filledWith: 0)
    for row in 0..<rows {
      for column in 0..<3 {
        values[row, column] = stream.integer(below: 4) == 0 ? .nan : stream.normal()
      }
    }
    return Unit(
      id: id, times: (0..<rows).map(Double.init), values: values, ending: .censored,
      regimeKeys: (0..<rows).map { _ in stream.integer(below: 3) })
  }

  private func bits(_ matrix: Matrix) -> [UInt64] { matrix.storage.map(\.bitPattern) }

  @Test(arguments: ScalingKind.allCases, MissingRule.allCases.filter { $0 != .refuse })
  func noLaterRowChangesAPreparedOne(scaling: ScalingKind, missing: MissingRule) throws {
    for scope in [ScalingScope.global, .regime] {
      let rule = PreparationRule(scaling: scaling, scope: scope, missing: missing)
      let dataSet = DataSet(
        source: "made", subset: nil, channels: ["x", "y", "z"].map { Channel(id: $0) },
        timeUnit: .minute, units: (1...3).map { unit(String($0), rows: 30) }, rawChannels: [0],
        identity: "made")
      let training = try rule.admitted(dataSet).units.map { UnitSlice(unit: $0, rows: 0..<$0.rows) }
      let preparation = try FittedPreparation(
        rule, of: dataSet, training: training,
        mayFit: training.map { [Bool](repeating: true, count: $0.unit.rows) })
      let scored = unit("scored", rows: 40)
      let whole = try prepared(scored, preparation, rule, dataSet)
      for cut in 1..<40 {
        for other in [scored.cut(after: cut)]
          + Unit.Extreme.allCases.map({ scored.replacing(after: cut, by: $0) })
        {
          let changed = try prepared(other, preparation, rule, dataSet)
          let shared = try admitted(scored.cut(after: cut), rule, dataSet).rows
          #expect(bits(changed.rows.prefix(shared)) == bits(whole.rows.prefix(shared)))
          #expect(changed.regimes.prefix(shared) == whole.regimes.prefix(shared))
        }
      }
    }
  }

  private func admitted(_ unit: Unit, _ rule: PreparationRule, _ dataSet: DataSet) throws -> Unit {
    let alone = DataSet(
      source: "made", subset: nil, channels: dataSet.channels, timeUnit: .minute, units: [unit],
      rawChannels: [0], identity: "made")
    return try rule.admitted(alone).units[0]
  }

  private func prepared(
    _ unit: Unit, _ preparation: FittedPreparation, _ rule: PreparationRule, _ dataSet: DataSet
  ) throws -> (rows: Matrix, regimes: [Int]) {
    let unit = try admitted(unit, rule, dataSet)
    return (preparation.prepare(unit, upTo: unit.rows), preparation.regimes(of: unit))
  }
}
