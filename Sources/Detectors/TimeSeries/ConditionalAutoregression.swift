import Numerics

/// An autoregression by least squares of every value on those before it in its series.
///
/// The first values of a series, which have too few before them, are conditioned on (Box and Jenkins,
/// "Time Series Analysis", 1970, section 7.1).
struct ConditionalAutoregression {
  let constant: Double
  let coefficients: [Double]

  /// Solves the normal equations; `nil` where they have no single solution.
  ///
  /// - Parameters:
  ///   - order: The number of coefficients.
  ///   - withConstant: Whether there is a constant beside them.
  ///   - series: The series, one after another.
  init?(order: Int, withConstant: Bool, of series: [[Double]]) {
    let first = withConstant ? 1 : 0
    let size = first + order
    // The last column is the right side.
    var equations = Matrix(rows: size, columns: size + 1, filledWith: 0)
    var terms = [Double](repeating: 1, count: size + 1)
    for values in series where values.count > order {
      for time in order..<values.count {
        for lag in 0..<order { terms[first + lag] = values[time - 1 - lag] }
        terms[size] = values[time]
        for row in 0..<size {
          for column in row...size { equations[row, column] += terms[row] * terms[column] }
        }
      }
    }
    guard let solution = Self.solve(&equations) else { return nil }
    constant = withConstant ? solution[0] : 0
    coefficients = Array(solution[first...])
  }

  /// Eliminates below the diagonal of symmetric positive definite equations, of which the upper half
  /// and the right side are given.
  private static func solve(_ equations: inout Matrix) -> [Double]? {
    let size = equations.rows
    let scales = (0..<size).map { equations[$0, $0] }
    for pivot in 0..<size {
      guard equations[pivot, pivot] > 1e-12 * scales[pivot] else { return nil }
      for row in pivot + 1..<max(size, pivot + 1) {
        let factor = equations[pivot, row] / equations[pivot, pivot]
        for column in row...size { equations[row, column] -= factor * equations[pivot, column] }
      }
    }
    var solution = [Double](repeating: 0, count: size)
    for row in (0..<size).reversed() {
      var rest = equations[row, size]
      for column in row + 1..<max(size, row + 1) {
        rest -= equations[row, column] * solution[column]
      }
      solution[row] = rest / equations[row, row]
    }
    return solution
  }
}
