public import Telemetry

/// How the rows of a unit are sorted into phases for the tables.
///
/// A scheme may use hindsight: it only chooses the column in which a row is counted. `volatility`
/// uses none, so that a detector may be told its phases too.
public enum PhaseScheme: String, Sendable, CaseIterable {
  /// The states that the source records.
  case recorded
  /// The runs between stops: startup, steady, shutdown, and off.
  case runs
  /// The part of the machine's life: run-in, steady, grey, failing.
  case life
  /// Startup, steady and shutdown as the readings alone show them: ``VolatilityPhases``.
  case volatility

  /// Fits the scheme on training rows, where it has anything to fit.
  ///
  /// - Parameters:
  ///   - training: The training rows.
  ///   - dataSet: The data set that they come from.
  /// - Returns: The scheme, ready to sort the rows of any unit.
  /// - Throws: ``PreparationError`` when the readings do not allow it.
  public func fitted(
    on training: [UnitSlice], of dataSet: DataSet
  ) throws(PreparationError) -> FittedPhases {
    switch self {
    case .recorded: .recorded
    case .runs: .runs
    case .life: .life
    case .volatility:
      .volatility(try VolatilityPhases(training: training, loadChannels: dataSet.loadChannels))
    }
  }
}
