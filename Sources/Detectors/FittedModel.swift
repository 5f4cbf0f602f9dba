public import Numerics
public import Telemetry

/// A detector that has been fitted.
public protocol FittedModel: Sendable {
  /// Starts scoring a unit at its first row; the scorer of an earlier unit is not used any more.
  func scorer(for unit: ScoredUnit) -> any Scorer

  /// Scores all rows of a unit at once, with the same bits as row by row.
  ///
  /// - Parameters:
  ///   - rows: Rows × channels of the training set, from the unit's first row.
  ///   - moments: When each row was taken, and in which regime.
  ///   - unit: What may be known of the unit.
  /// - Returns: One score, or none, per row.
  /// - Throws: ``DetectorError`` when a program that scores fails.
  func scores(
    of rows: Matrix, moments: [Moment], for unit: ScoredUnit
  ) throws(DetectorError) -> ScoreTrace

  /// Checks a model that was read from a file, whose numbers may be anything, before it scores.
  ///
  /// - Parameter channels: How many values the rows have that it is to score.
  /// - Throws: ``DetectorError`` that names what no fit leaves behind, such as an index without a
  ///   place or a shape that contradicts another.
  func check(channels: Int) throws(DetectorError)
}

extension FittedModel {
  public func check(channels: Int) {}

  public func scores(
    of rows: Matrix, moments: [Moment], for unit: ScoredUnit
  ) throws(DetectorError) -> ScoreTrace {
    var scorer = scorer(for: unit)
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows {
      trace[row] = try rows.withRow(row) { (values) throws(DetectorError) in
        try scorer.score(values, at: moments[row])
      }
    }
    return trace
  }
}

/// What scores the rows of one unit, in the order of time, and keeps the state that takes.
public protocol Scorer {
  /// Scores the next row.
  ///
  /// - Parameters:
  ///   - row: One value per channel of the training set.
  ///   - moment: When the row was taken, and in which regime.
  /// - Returns: A finite score, greater is more anomalous; `nil` while the history is too short.
  /// - Throws: ``DetectorError`` when a program that scores fails.
  mutating func score(_ row: Span<Double>, at moment: Moment) throws(DetectorError) -> Double?

  /// Says what drove the score of the row that was scored last.
  ///
  /// Asked only of detectors that declare ``Detector/explains``.
  ///
  /// - Parameters:
  ///   - row: The row that was scored last.
  ///   - moment: When it was taken.
  /// - Returns: The explanation, if there is one.
  /// - Throws: ``DetectorError`` when a program that explains fails.
  func explanation(
    of row: Span<Double>, at moment: Moment
  ) throws(DetectorError) -> Explanation?

  /// The remaining life predicted at the row that was scored last, in the data set's time unit.
  ///
  /// Asked only of detectors that declare ``Detector/predictsLife``.
  var predictedLife: Double? { get }
}

extension Scorer {
  public var predictedLife: Double? { nil }

  public func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? { nil }
}
