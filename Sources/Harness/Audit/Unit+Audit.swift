import Numerics
import Telemetry

/// Other records of the same machine.
extension Unit {
  /// The unit as if its record ended after its first rows.
  func cut(after rows: Int) -> Unit { selecting(rows: Array(0..<rows)) }

  /// The unit as if its record went on, with its last rows once more; what scoring does not read is
  /// left out.
  func repeatingLast(_ count: Int) -> Unit {
    let repeated = rows - count..<rows
    let step = rows > 1 ? times[rows - 1] - times[rows - 2] : 1
    return Unit(
      id: id, times: times + (1...count).map { times[rows - 1] + Double($0) * step },
      values: Matrix(
        rows: rows + count, columns: values.columns,
        storage: values.storage + repeated.flatMap { values.row($0) }),
      ending: ending, regimeKeys: regimeKeys.map { $0 + $0[repeated] },
      isOff: isOff.map { $0 + $0[repeated] }, channels: channels)
  }

  /// The side of a channel's range on which extremes lie.
  enum Extreme: CaseIterable {
    case below
    case above
  }

  /// The unit with every value after its first rows far outside the range that its channel has.
  func replacing(after row: Int, by extreme: Extreme) -> Unit {
    var changed = values
    for column in 0..<values.columns {
      let known = values.column(column).filter { !$0.isNaN }
      let low = known.min() ?? 0
      let high = known.max() ?? 0
      let distance = 1000 * max(high - low, low.magnitude, high.magnitude, 1)
      for row in row..<rows {
        changed[row, column] = extreme == .below ? low - distance : high + distance
      }
    }
    let keys = regimeKeys.map { keys in
      let other = extreme == .below ? keys.min() : keys.max()
      return keys.enumerated().map { $0 < row ? $1 : other ?? $1 }
    }
    return replacing(values: changed, regimeKeys: keys)
  }
}
