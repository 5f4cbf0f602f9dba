import Numerics
import Telemetry

/// A scaler with what it takes to find the group of a row, and the channels that it keeps.
struct FittedScale: Sendable {
  let rule: PreparationRule
  let scaler: Scaler
  /// The channels of scaled rows, as indices into the data set's channels.
  let channels: [Int]
  let regimes: RegimeMap
  /// The group of each unit, by id, with scaling per unit.
  let unitGroups: [String: Int]

  /// Scales a unit's first rows: rows × ``channels``.
  func scale(_ values: Matrix, of unit: Unit) -> Matrix {
    if rule.scaling == .none {
      let storage = (0..<values.rows).flatMap { row in channels.map { values[row, $0] } }
      return Matrix(rows: values.rows, columns: channels.count, storage: storage)
    }
    let groups =
      switch rule.scope {
      case .global: [Int](repeating: 0, count: values.rows)
      case .regime: regimes.regimes(of: unit)
      case .unit: [Int](repeating: group(of: unit), count: values.rows)
      }
    return scaler.scale(values, channels: channels, groups: groups)
  }

  private func group(of unit: Unit) -> Int {
    guard let group = unitGroups[unit.id] else {
      preconditionFailure("scaling per unit needs fit rows of every unit")
    }
    return group
  }
}
