/// How scores become alarms: everything that a suite says about it.
public struct AlarmRule: Sendable, Equatable {
  public var threshold: ThresholdRule
  public var persistence: Persistence
  public var calibration: CalibrationRule
  /// An alarm with less time than this to the failure is late; in the data set's time unit.
  public var requiredLead: Double

  public init(
    threshold: ThresholdRule = .budget(10), persistence: Persistence = Persistence(k: 3, n: 5),
    calibration: CalibrationRule = .cross(folds: 5), requiredLead: Double = 0
  ) {
    self.threshold = threshold
    self.persistence = persistence
    self.calibration = calibration
    self.requiredLead = requiredLead
  }

  /// The budget at which detectors are compared where the threshold rule names none.
  public static let defaultBudget = 10.0

  /// The budget at which detectors are compared on the curve, in alarmed rows per 1000.
  public var budget: Double {
    if case .budget(let budget) = threshold { budget } else { Self.defaultBudget }
  }
}

/// Which healthy rows give the calibration scores.
public enum CalibrationRule: Sendable, Equatable {
  /// Every row is scored by a model that was fitted without its fold (Vovk, "Cross-conformal
  /// predictors", 2015); the model that evaluates is fitted on all.
  case cross(folds: Int)
  /// The last share of the units is kept from every fit, the evaluating model's included.
  case heldOut(fraction: Double)
  /// The rows that the model was fitted on, as published systems do.
  case training
}
