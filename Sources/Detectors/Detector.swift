public import Numerics
public import Telemetry

/// A detector as a suite configures it, before it has seen any data.
///
/// It is fitted once on training rows and then scores rows one after another, each unit with a
/// scorer of its own: given rows one by one, it cannot look ahead.
public protocol Detector: Sendable {
  /// Raised whenever the scores of an unchanged configuration change.
  var version: Int { get }
  /// Whether the scores depend on the seed.
  var isStochastic: Bool { get }
  /// Which form of the rows it reads.
  var input: DetectorInput { get }
  /// Whether its scorers are told the labels: true of the `oracle` control and of nothing else.
  var seesLabels: Bool { get }
  /// Whether its scorers predict the remaining life.
  var predictsLife: Bool { get }

  /// Learns from the training rows.
  ///
  /// - Parameters:
  ///   - training: The prepared rows of the training units.
  ///   - randomness: Where random numbers come from.
  /// - Returns: The model, which never changes again.
  /// - Throws: ``DetectorError`` when the rows do not allow a fit.
  func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError) -> any FittedModel
}

extension Detector {
  public var version: Int { 1 }
  public var isStochastic: Bool { false }
  public var input: DetectorInput { .scaled }
  public var seesLabels: Bool { false }
  public var predictsLife: Bool { false }
}

/// The form of the rows that a detector reads.
public enum DetectorInput: Sendable, Hashable {
  /// As the suite's scaling leaves them.
  case scaled
  /// In the physical units of the channels.
  case physical
}

/// A detector that has been fitted.
public protocol FittedModel: Sendable {
  /// Starts scoring a unit at its first row.
  func scorer(for unit: ScoredUnit) -> any Scorer
  /// Scores all rows of a unit at once, with the same bits as row by row.
  func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace
}

extension FittedModel {
  public func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
    var scorer = scorer(for: unit)
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows {
      trace[row] = rows.withRow(row) { scorer.score($0, at: moments[row]) }
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
  mutating func score(_ row: Span<Double>, at moment: Moment) -> Double?

  /// Says what drove the score of the row that was scored last.
  func explanation(of row: Span<Double>, at moment: Moment) -> Explanation?

  /// The remaining life predicted at the row that was scored last, in the data set's time unit.
  ///
  /// Asked only of detectors that declare ``Detector/predictsLife``.
  var predictedLife: Double? { get }
}

extension Scorer {
  public var predictedLife: Double? { nil }

  public func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? { nil }
}

/// What a detector may know of a row beside its values.
public struct Moment: Sendable, Equatable {
  /// In the data set's time unit.
  public let time: Double
  /// The operating regime, from 0.
  public let regime: Int

  public init(time: Double, regime: Int) {
    self.time = time
    self.regime = regime
  }
}

/// What drove a score.
public struct Explanation: Sendable, Equatable {
  /// A short cause in words, where the detector has one.
  public let reason: String?
  /// One share per channel; greater had more part in the score.
  public let contributions: [Double]

  public init(reason: String? = nil, contributions: [Double]) {
    self.reason = reason
    self.contributions = contributions
  }
}

/// What a model is told of the unit that it is to score: nothing of its length or end.
public struct ScoredUnit: Sendable {
  public let id: String
  /// The labels of the unit's rows, for a detector that ``Detector/seesLabels``; otherwise `nil`.
  public let labels: [RowLabel]?
  /// The remaining life at every row of a unit that is known to fail, told like the labels.
  public let remainingLives: [Double]?

  public init(id: String, labels: [RowLabel]? = nil, remainingLives: [Double]? = nil) {
    self.id = id
    self.labels = labels
    self.remainingLives = remainingLives
  }
}

/// A fit that could not be made, in one sentence.
public struct DetectorError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
