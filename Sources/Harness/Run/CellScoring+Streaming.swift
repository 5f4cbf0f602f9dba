import Detectors
import Numerics
import Preparation
import Telemetry

extension CellScoring {
  /// Visits a unit's first rows in order with a scorer of their own, as in operation.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - end: The number of rows.
  ///   - fitted: The model that scores.
  ///   - visit: Takes the row's number, its prepared values and its moment, and the scorer, which it
  ///     must ask for the row's score.
  /// - Throws: ``DetectorError`` when a program that scores fails.
  /// - Returns: The scorer after the last row.
  @discardableResult
  func stream(
    _ unit: Unit, upTo end: Int, by fitted: Fitted,
    _ visit: (_ row: Int, _ values: Span<Double>, _ moment: Moment, inout any Scorer)
      throws(DetectorError) -> Void
  ) throws(DetectorError) -> any Scorer {
    let rows = fitted.preparation.prepare(unit, upTo: end)
    let moments = fitted.moments(of: unit, upTo: end)
    var scorer = fitted.model.scorer(for: scoredUnit(unit))
    for row in 0..<end {
      try rows.withRow(row) { (values) throws(DetectorError) in
        try visit(row, values, moments[row], &scorer)
      }
    }
    return scorer
  }
}
