public import Alarms
public import Detectors
public import JSON
public import Preparation

/// A detector as a suite uses it on one data set.
public struct PlannedDetector: Sendable {
  public let id: String
  /// The kind as suites name it; a control's own name for a control.
  public let kind: String
  public let isControl: Bool
  public let detector: any Detector
  /// The hyper-parameters, complete, as they go into records.
  public let parameters: JSONValue
  /// What results depend on beside the parameters: files, code, libraries; of a detector that is no
  /// part of this program.
  public var evidence: JSONValue = nil
  /// Whether nothing else is computed while its cells are.
  public var isExclusive = false
  /// What it is given in place of the channels, if anything.
  public var features: FeatureRule?
  public let alarm: AlarmRule
  /// The seeds of its rows in a record; a deterministic detector is computed for the first alone.
  public let seeds: [UInt64]

  /// Whether it is no part of this program, so that its bits are its own.
  public var isOutside: Bool { OutsideKind(rawValue: kind) != nil }

  /// The seeds that need a computation of their own.
  var computedSeeds: ArraySlice<UInt64> { detector.isStochastic ? seeds[...] : seeds.prefix(1) }
}

/// One computation: a detector with a seed on a data set.
public struct Cell: Sendable {
  /// The data set, as an index into the run's experiments.
  public let experiment: Int
  /// The detector, as an index into the data set's planned detectors.
  public let detector: Int
  public let seed: UInt64
  /// The digest of everything that the output depends on.
  public let key: String
}
