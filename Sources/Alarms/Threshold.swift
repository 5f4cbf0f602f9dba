import Numerics

/// How the alarm threshold is taken from calibration scores.
public enum ThresholdRule: Sendable, Equatable {
  /// At most this many alarmed rows per 1000 healthy calibration rows.
  case budget(Double)
  /// A quantile of type 7 of the calibration scores.
  case quantile(Double)
  /// The mean of the calibration scores and this many population standard deviations.
  case sigma(Double)
  /// Passed with probability `risk` by a generalised Pareto tail above the `level` quantile.
  case pot(risk: Double, level: Double)
  /// A stated value.
  case fixed(Double)

  /// The share of healthy rows that the rule means to alarm, or `nil` where it states none.
  public var nominalRate: Double? {
    switch self {
    case .budget(let budget): budget / 1000
    case .quantile(let probability): 1 - probability
    case .pot(let risk, _): risk
    case .sigma, .fixed: nil
    }
  }

  /// The quantile above which `pot` takes the tail unless a suite says otherwise (Siffer et al.).
  public static let defaultTailLevel = 0.98

  /// The smallest threshold that leaves at most `budget` alarmed rows per 1000.
  ///
  /// With the m persistent scores sorted downwards it is the one at index ⌊budget · m ÷ 1000⌋.
  ///
  /// - Returns: The threshold, or `nil` of nothing.
  public static func budgetThreshold(
    _ budget: Double, ofDescending persistentScores: [Double]
  ) -> Double? {
    let index = Int((budget * Double(persistentScores.count) / 1000).rounded(.down))
    return index < persistentScores.count ? persistentScores[index] : nil
  }
}

/// Scores of healthy rows, from which a threshold is taken.
public struct CalibrationScores: Sendable, Equatable {
  /// The raw scores of the healthy calibration rows that have one.
  public var scores: [Double]
  /// The persistent scores of the healthy calibration rows that have one.
  public var persistentScores: [Double]

  public init(scores: [Double] = [], persistentScores: [Double] = []) {
    self.scores = scores
    self.persistentScores = persistentScores
  }
}

/// An alarm threshold and what is known of its making.
public struct Threshold: Sendable, Equatable {
  /// A row is alarmed when its persistent score is above this.
  public let value: Double
  /// The median persistent score of the calibration rows, the foot of the severity scale.
  public let median: Double
  /// The number of calibration rows that the value rests on.
  public let calibrationRows: Int
  /// No calibration row lies above a budget's value or in the tail: the rows cannot resolve so small
  /// a rate.
  public let isUnresolved: Bool

  public init(value: Double, median: Double, calibrationRows: Int, isUnresolved: Bool) {
    self.value = value
    self.median = median
    self.calibrationRows = calibrationRows
    self.isUnresolved = isUnresolved
  }

  /// Takes the threshold of a rule from calibration scores.
  ///
  /// - Returns: The threshold, or `nil` when no healthy calibration row has a score.
  public init?(_ rule: ThresholdRule, calibration: CalibrationScores) {
    let descending = calibration.persistentScores.sorted(by: >)
    guard let median = Statistics.median(descending) else { return nil }
    var rows = calibration.scores.count
    let value: Double
    var isUnresolved = false
    switch rule {
    case .budget(let budget):
      rows = descending.count
      guard let found = ThresholdRule.budgetThreshold(budget, ofDescending: descending) else {
        return nil
      }
      value = found
      isUnresolved = (descending.first ?? found) <= found
    case .quantile(let probability):
      guard
        let found = Statistics.quantile(ofSorted: calibration.scores.sorted(), probability)
      else { return nil }
      value = found
    case .sigma(let factor):
      guard let mean = Statistics.mean(calibration.scores),
        let sd = Statistics.standardDeviation(calibration.scores)
      else { return nil }
      value = mean + factor * sd
    case .pot(let risk, let level):
      guard let tail = PeaksOverThreshold(calibration.scores, level: level) else { return nil }
      value = tail.threshold(risk: risk)
      isUnresolved = tail.excesses.isEmpty
    case .fixed(let stated):
      value = stated
    }
    self.init(
      value: value, median: median, calibrationRows: rows,
      isUnresolved: isUnresolved)
  }

  /// Takes a stated threshold where no row has a score to lay a scale of severity by, which then
  /// begins at the threshold itself.
  ///
  /// - Returns: The threshold, or `nil` of a rule that states none.
  public init?(fixed rule: ThresholdRule) {
    guard case .fixed(let stated) = rule else { return nil }
    self.init(value: stated, median: stated, calibrationRows: 0, isUnresolved: false)
  }
}
