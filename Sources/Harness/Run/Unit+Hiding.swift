import Numerics
import Telemetry

extension Unit {
  /// The unit as a fit sees it that must not know some of its rows.
  ///
  /// A hidden row shows the values and the regime of the nearest earlier row that is not hidden, or
  /// of the first such row where there is none before; so the rows that are left stay where they
  /// are in time, and neither filling of gaps nor a detector's state carries a hidden value on.
  ///
  /// - Parameter isHidden: One flag per row; where all rows are hidden the unit stays as it is.
  /// - Returns: The unit with the same rows and times.
  func hiding(_ isHidden: [Bool]) -> Unit {
    guard isHidden.contains(true), var shown = isHidden.firstIndex(of: false) else { return self }
    let sources = isHidden.indices.map { row in
      if !isHidden[row] { shown = row }
      return shown
    }
    return replacing(
      values: Matrix(
        rows: rows, columns: values.columns, storage: sources.flatMap { values.row($0) }),
      regimeKeys: regimeKeys.map { keys in sources.map { keys[$0] } })
  }
}
