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
  /// - Throws: ``DetectorError`` when a program that predicts fails.
  func predictedLife(_ position: Int, by fitted: Fitted) throws(DetectorError) -> Double? {
    guard detector.predictsLife, experiment.truths[position].remainingLife != nil else {
      return nil
    }
    let slice = experiment.split.evaluation[position]
    return try stream(slice.unit, upTo: slice.rows.upperBound, by: fitted) {
      (_, values, moment, scorer) throws(DetectorError) in
      _ = try scorer.score(values, at: moment)
    }.predictedLife
  }
}
