import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry

extension CellScoring {
  /// The remaining life predicted at the last evaluated row of a unit.
  ///
  /// - Parameters:
  ///   - position: The unit's place among the evaluated ones.
  ///   - fitted: The model to ask.
  /// - Returns: The prediction in the data set's time unit; `nil` where the detector makes none or
  ///   nothing is known that it could be held against.
  func predictedLife(_ position: Int, by fitted: Fitted) -> Double? {
    guard detector.predictsLife, experiment.truths[position].remainingLife != nil else {
      return nil
    }
    let slice = experiment.split.evaluation[position]
    let end = slice.rows.upperBound
    let values = fitted.preparation.prepare(slice.unit, upTo: end)
    let moments = fitted.preparation.moments(of: slice.unit, upTo: end)
    var scorer = fitted.model.scorer(for: scoredUnit(slice.unit))
    for row in 0..<end {
      _ = values.withRow(row) { scorer.score($0, at: moments[row]) }
    }
    return scorer.predictedLife
  }
}
