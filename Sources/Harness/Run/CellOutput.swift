public import Alarms
import Detectors
public import Telemetry

/// What came of one cell: a detector with a seed on a data set.
public struct CellOutput: Sendable, Equatable {
  public let status: CellStatus
  /// Why the status is not ``CellStatus/ok``, in one sentence; empty otherwise.
  public let reason: String
  /// The threshold of every evaluated unit, in the order of the split.
  ///
  /// The same one for all where the model is pooled; empty unless the status is ok.
  public let thresholds: [Threshold]
  /// The scores of every evaluated unit from its first row, in the order of the split.
  public let scores: [ScoreTrace]
  /// The remaining life predicted at the last evaluated row of every unit, if any.
  public let predictedLives: [Double?]
  /// For every evaluated unit with recorded faults, and every failing event of it, the channels named
  /// when its alarm started; `nil` for an event without an explanation.
  public let namedChannels: [[[Int]?]]
  /// The end of what a program wrote to standard error; empty for a detector that is none.
  public private(set) var standardError = ""
  /// How a program ended otherwise than it should, if it did; not known of a stored output.
  public private(set) var disorder: String?

  /// A cell that has a threshold and scores for every evaluated unit.
  ///
  /// - Parameters:
  ///   - thresholds: One threshold per unit.
  ///   - scores: One trace per unit.
  ///   - predictedLives: One prediction, or none, per unit; by default nobody predicts.
  ///   - namedChannels: The channels named for the events of every unit; by default none.
  public init(
    thresholds: [Threshold], scores: [ScoreTrace], predictedLives: [Double?]? = nil,
    namedChannels: [[[Int]?]]? = nil
  ) {
    status = .ok
    reason = ""
    self.thresholds = thresholds
    self.scores = scores
    self.predictedLives = predictedLives ?? scores.map { _ in nil }
    self.namedChannels = namedChannels ?? scores.map { _ in [] }
  }

  /// A cell that failed: a status and its reason stand in place of every number.
  public init(failed status: CellStatus, reason: String, standardError: String = "") {
    self.status = status
    self.reason = reason
    thresholds = []
    scores = []
    predictedLives = []
    namedChannels = []
    self.standardError = standardError
  }

  /// The same output with what a program has left behind.
  func with(_ remains: ProgramRemains?) -> CellOutput {
    var output = with(standardError: remains?.log ?? "")
    output.disorder = remains?.disorder
    return output
  }

  /// The same output with what a program wrote to standard error.
  func with(standardError text: String) -> CellOutput {
    var output = self
    output.standardError = text
    return output
  }
}

extension CellOutput {
  /// What a reader of the record should know of the cell: why it failed, or that its threshold
  /// rests on calibration rows that cannot resolve so small a rate.
  var remark: String {
    if status != .ok { return reason }
    return thresholds.contains(where: \.isUnresolved)
      ? "unresolved threshold, no calibration row lies above it" : ""
  }
}

/// How a cell ended.
public enum CellStatus: String, Sendable, CaseIterable {
  case ok
  /// The scores are not what the protocol asks for, such as an infinite one.
  case invalidOutput = "invalid-output"
  /// A score uses what cannot be known at its row; the reason begins with the broken rule.
  case nonCausal = "non-causal"
  /// The scores are not a function of data and seed; the reason begins with the broken rule.
  case nonDeterministic = "non-deterministic"
  /// The data do not allow the detector's fit or its threshold, or its program cannot be started.
  case refused
  /// A program ended in the middle of its work.
  case crashed
  /// A program took longer than it may.
  case timeout
  /// A program held more memory than it may.
  case outOfMemory = "out-of-memory"

  init(_ cause: DetectorError.Cause) {
    self =
      switch cause {
      case .refusal: .refused
      case .crash: .crashed
      case .timeout: .timeout
      case .memory: .outOfMemory
      case .invalidOutput: .invalidOutput
      }
  }
}
