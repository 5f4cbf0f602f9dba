extension Matrix {
  /// The mean of every column, summed from the first row on; zeros where there is no row.
  public func columnMeans() -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      withRow(row) { values in
        for column in values.indices { sums[column] += values[column] }
      }
    }
    return sums.map { $0 / Double(max(rows, 1)) }
  }

  /// The covariance of the columns, with rows − 1 as the denominator.
  ///
  /// - Parameter means: The means of the columns, as ``columnMeans()`` has them.
  /// - Returns: Columns × columns, symmetric to the bit.
  /// - Precondition: There are two rows or more, and one mean for each column.
  /// - Complexity: O(rows · columns²).
  public func covariance(about means: [Double]) -> Matrix {
    precondition(rows > 1 && means.count == columns, "a covariance needs two rows and all means")
    // Lanes hold neighbouring columns; those beyond the last are zero throughout.
    let blocks = (columns + 7) / 8
    var sums = [SIMD8<Double>](repeating: .zero, count: columns * blocks)
    var differences = [SIMD8<Double>](repeating: .zero, count: blocks)
    for row in 0..<rows {
      withRow(row) { values in
        for column in values.indices {
          differences[column >> 3][column & 7] = values[column] - means[column]
        }
      }
      for column in 0..<columns {
        let factor = differences[column >> 3][column & 7]
        for block in column >> 3..<blocks {
          sums[column * blocks + block] += factor * differences[block]
        }
      }
    }
    return symmetric(sums, blocks: blocks, dividedBy: Double(rows - 1))
  }

  /// Reads columns × columns from sums of which those on and above the diagonal are complete.
  private func symmetric(
    _ sums: [SIMD8<Double>], blocks: Int, dividedBy divisor: Double
  ) -> Matrix {
    var result = Matrix(rows: columns, columns: columns, filledWith: 0)
    for row in 0..<columns {
      for column in row..<columns {
        let value = sums[row * blocks + column >> 3][column & 7] / divisor
        result[row, column] = value
        result[column, row] = value
      }
    }
    return result
  }
}
