public import Telemetry

/// What a detector may know of a row beside its values.
public struct Moment: Sendable, Equatable {
  /// In the data set's time unit.
  public let time: Double
  /// The operating regime, from 0.
  public let regime: Int
  /// The phase of operation as estimated from this row and those before it, where the detector
  /// asks for it.
  public let phase: OperatingPhase?

  public init(time: Double, regime: Int, phase: OperatingPhase? = nil) {
    self.time = time
    self.regime = regime
    self.phase = phase
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
  /// On which side of the split it is scored; only scores from a file are looked up by it.
  public let part: Part
  /// The labels of the unit's rows, for a detector that ``Detector/seesLabels``; otherwise `nil`.
  public let labels: [RowLabel]?
  /// The remaining life at every row of a unit that is known to fail, told like the labels.
  public let remainingLives: [Double]?

  /// The sides of a split, as files of scores name them.
  public enum Part: String, Sendable, CaseIterable {
    /// The unit's scores calibrate a threshold.
    case train
    /// The unit's scores are evaluated.
    case test
  }

  public init(
    id: String, part: Part = .test, labels: [RowLabel]? = nil, remainingLives: [Double]? = nil
  ) {
    self.id = id
    self.part = part
    self.labels = labels
    self.remainingLives = remainingLives
  }
}
