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
  /// - Returns: The scorer after the last row.
  @discardableResult
  func stream(
    _ unit: Unit, upTo end: Int, by fitted: Fitted,
    _ visit: (_ row: Int, _ values: Span<Double>, _ moment: Moment, inout any Scorer) -> Void
  ) -> any Scorer {
    let rows = fitted.preparation.prepare(unit, upTo: end)
    let moments = fitted.preparation.moments(of: unit, upTo: end)
    var scorer = fitted.model.scorer(for: scoredUnit(unit))
    for row in 0..<end {
      rows.withRow(row) { visit(row, $0, moments[row], &scorer) }
    }
    return scorer
  }
}
