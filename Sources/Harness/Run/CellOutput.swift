public import Alarms
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

  public init(thresholds: [Threshold], scores: [ScoreTrace]) {
    status = .ok
    reason = ""
    self.thresholds = thresholds
    self.scores = scores
  }

  /// A cell that failed: a status and its reason stand in place of every number.
  public init(failed status: CellStatus, reason: String) {
    self.status = status
    self.reason = reason
    thresholds = []
    scores = []
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
  /// The data do not allow the detector's fit or its threshold.
  case refused
}
