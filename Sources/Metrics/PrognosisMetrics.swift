import Numerics

/// Metrics of predicted remaining lives, one prediction per unit at its last row.
///
/// Saxena, Goebel, Simon and Eklund, "Damage propagation modeling for aircraft engine run-to-failure
/// simulation", PHM 2008. `raw` takes the true lives as they are, `cap125` at most 125: nobody can
/// tell from a healthy engine how long it will stay so. Predictions are never clipped.
enum PrognosisMetrics {
  static let definitions: [MetricDefinition] =
    Truth.allCases.map { truth in
      .init(
        "rul-rmse.\(truth.rawValue)", .lower, "time",
        "root of the mean of d² with d = predicted − \(truth.words)", source: source,
        undefined: undefined)
    }
    + Truth.allCases.map { truth in
      .init(
        "rul-mae.\(truth.rawValue)", .lower, "time",
        "mean of |d| with d = predicted − \(truth.words)", source: source, undefined: undefined)
    }
    + Truth.allCases.map { truth in
      .init(
        "rul-phm08.\(truth.rawValue)", .lower, "score",
        "Σ e^(−d ÷ 13) − 1 for d < 0, e^(d ÷ 10) − 1 for d ≥ 0, with d = predicted −"
          + " \(truth.words); a sum over units, so subsets do not compare",
        source: source, undefined: undefined)
    }

  private static let source = "Saxena et al., PHM 2008"
  private static let undefined =
    "no official test part with known remaining lives, or a unit without a prediction; a score beyond the range of numbers"

  /// What predictions are held against.
  private enum Truth: String, CaseIterable {
    case raw
    case cap125

    var words: String { self == .raw ? "true remaining life" : "min(true remaining life, 125)" }

    func life(_ life: Double) -> Double { self == .raw ? life : min(life, 125) }
  }

  /// The metrics of the evaluated units; none unless each has a prediction and a known life.
  static func values(_ units: [EvaluatedUnit]) -> [MetricValue] {
    let predicted = units.compactMap(\.predictedLife)
    let known = units.compactMap(\.truth.remainingLife)
    guard !units.isEmpty, predicted.count == units.count, known.count == units.count else {
      return []
    }
    let errors = Truth.allCases.map { truth in
      (truth, PrognosisErrors(predicted: predicted, known: known.map(truth.life)))
    }
    func values(_ metric: String, _ value: (PrognosisErrors) -> Double) -> [MetricValue] {
      errors.map { truth, errors in
        MetricValue(
          scope: .all, metric: "\(metric).\(truth.rawValue)", value: value(errors), n: units.count)
      }
    }
    return
      (values("rul-rmse", \.rootMeanSquare) + values("rul-mae", \.meanMagnitude)
      + values("rul-phm08", \.score)).filter(\.value.isFinite)
  }
}
