import Numerics
import Telemetry

/// What is done about missing values.
public enum MissingRule: String, Sendable, CaseIterable {
  /// A missing value is an error.
  case refuse
  /// The last value seen stands in.
  case forwardFill = "forward-fill"
  /// Training rows take the straight line between their neighbours; scored rows are filled forward.
  case interpolate
  /// Rows with a missing value are left out.
  case drop
}

enum MissingValues {
  /// Replaces missing values by the last one before them; `fallback` stands before the first.
  static func fillForward(_ values: Matrix, fallback: [Double]) -> Matrix {
    var filled = values
    for column in 0..<values.columns {
      var last = fallback[column]
      for row in 0..<values.rows {
        if filled[row, column].isNaN {
          filled[row, column] = last
        } else {
          last = filled[row, column]
        }
      }
    }
    return filled
  }

  /// Replaces missing values within `rows` by the line between the nearest values within `rows`;
  /// at the edges by the nearest value, and by `fallback` where a column has none.
  static func interpolate(_ values: Matrix, rows: Range<Int>, fallback: [Double]) -> Matrix {
    var filled = values
    for column in 0..<values.columns {
      let known = rows.filter { !values[$0, column].isNaN }
      guard let first = known.first, let last = known.last else {
        for row in rows { filled[row, column] = fallback[column] }
        continue
      }
      for row in rows.lowerBound..<first { filled[row, column] = values[first, column] }
      for row in last..<rows.upperBound { filled[row, column] = values[last, column] }
      for (left, right) in zip(known, known.dropFirst()) where right > left + 1 {
        let start = values[left, column]
        let step = (values[right, column] - start) / Double(right - left)
        for row in left + 1..<right { filled[row, column] = start + step * Double(row - left) }
      }
    }
    return filled
  }
}

extension Unit {
  /// The unit without the rows in which one of the channels is missing.
  func droppingRowsWithMissingValues(in channels: [Int]) -> Unit {
    let kept = (0..<rows).filter { row in channels.allSatisfy { !values[row, $0].isNaN } }
    return kept.count == rows ? self : selecting(rows: kept)
  }
}
