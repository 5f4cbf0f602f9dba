/// A detector as a suite configures it, before it has seen any data.
///
/// It is fitted once on training rows and then scores rows one after another, each unit with a
/// scorer of its own: given rows one by one, it cannot look ahead.
public protocol Detector: Sendable {
  /// Raised whenever the scores of an unchanged configuration change.
  ///
  /// No hyper-parameter changes it, so that a kind has it before any detector is made.
  static var version: Int { get }
  /// The version of the type, except where what scores is known by a value alone.
  var version: Int { get }
  /// Whether the scores depend on the seed.
  var isStochastic: Bool { get }
  /// Which form of the rows it reads.
  var input: DetectorInput { get }
  /// Whether its scorers are told the labels: true of the `oracle` control and of nothing else.
  var seesLabels: Bool { get }
  /// Whether its scorers predict the remaining life.
  var predictsLife: Bool { get }
  /// Whether it is told the estimated phase of operation of every row.
  var readsPhases: Bool { get }
  /// Which training rows it learns from, and what it is told of them.
  var learning: Learning { get }
  /// Whether its scorers can say what drove a score.
  var explains: Bool { get }
  /// Whether its scores are only read again, so that there is nothing to audit or to time.
  var replays: Bool { get }

  /// Makes ready for the fits and scores of one cell.
  ///
  /// A detector that is a program of its own is started here; others have nothing to make ready.
  ///
  /// - Parameter surroundings: What the cell knows before its first fit.
  /// - Returns: The detector that does the work of the cell, on one thread.
  /// - Throws: ``DetectorError`` when it cannot be made ready.
  func session(_ surroundings: CellSurroundings) throws(DetectorError) -> any Detector

  /// Learns from the training rows.
  ///
  /// - Parameters:
  ///   - training: The prepared rows of the training units.
  ///   - randomness: Where random numbers come from.
  /// - Returns: The model, which never changes again.
  /// - Throws: ``DetectorError`` when the rows do not allow a fit.
  func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError) -> any FittedModel

  /// Ends a session, whose models must not be used any more.
  ///
  /// - Returns: What it leaves to be read; `nil` of a detector that is no program of its own.
  func finish() -> ProgramRemains?
}

extension Detector {
  public static var version: Int { 1 }
  public var version: Int { Self.version }
  public var isStochastic: Bool { false }
  public var input: DetectorInput { .scaled }
  public var seesLabels: Bool { false }
  public var predictsLife: Bool { false }
  public var readsPhases: Bool { false }
  public var learning: Learning { .healthyRows }
  public var explains: Bool { true }
  public var replays: Bool { false }

  public func session(_ surroundings: CellSurroundings) throws(DetectorError) -> any Detector {
    self
  }

  public func finish() -> ProgramRemains? { nil }
}

/// The form of the rows that a detector reads.
public enum DetectorInput: Sendable, Hashable {
  /// As the suite's scaling leaves them.
  case scaled
  /// In the physical units of the channels.
  case physical
}

/// Which training rows a detector learns from, and what it is told of them.
public enum Learning: String, Sendable, CaseIterable {
  /// The rows that the label set lets unsupervised detectors learn from, and nothing of them.
  case healthyRows = "healthy"
  /// All rows of machines in operation: target 1 where failing, else 0.
  case labels
  /// All rows whose remaining life is known: target the life, at most ``lifeCap``.
  case lives

  /// Lives are capped here, in the data set's time unit: a new machine does not show its age.
  public static let lifeCap = 125.0
}
