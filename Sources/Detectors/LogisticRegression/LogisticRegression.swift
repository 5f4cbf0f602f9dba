import Numerics
import Telemetry

/// The probability that a row is failing, by a logistic regression on the labels of training rows.
///
/// The weights w and the intercept b minimise Σ log-loss + |w|² ÷ (2 c) over all training rows, the
/// intercept being free (Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2nd
/// edition, sections 3.4.1 and 4.4.1), by Newton's method, halving steps that lead uphill, until no part
/// of the gradient exceeds 1e-10 of the sum of the magnitudes of its terms at the start, nor 1e-10
/// where those sum to less than 1; and by one step more. Hyper-parameter: `c` (1), greater for weaker
/// shrinkage. Refused are labels of one class only and rows that leave the minimum out of reach.
///
/// The score is 1 ÷ (1 + e^−(w·x + b)). Above log-odds of 20, where that is 2e-9 below 1, the rest to 1
/// falls with 1 ÷ (log-odds − 19) instead, so that rows which rounding would make equal still rank;
/// below −745 scores are 0. Log-odds that are no number, of opposite values beyond all measure, count
/// as 0.
///
/// The contributions are w_c (x_c − mean_c) with the means of the fit rows; they sum to the log-odds
/// less those at the means, and are negative where a channel speaks for a healthy row.
public struct LogisticRegression: Detector {
  public let c: Double

  public init(c: Double = 1) {
    self.c = c
  }

  public var learning: Learning { .labels }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let given = try TargetedRows(training)
    try given.checkClasses()
    let rows = given.rows
    let means = rows.columnMeans()
    let objective = LogisticObjective(
      rows, centre: means, targets: given.targets, penalty: 1 / c)
    let parameters = try objective.minimum()
    let weights = Array(parameters.dropLast())
    let atMeans = zip(weights, means).map { $0 * $1 }.reduce(0, +)
    return Model(
      weights: weights, intercept: parameters[rows.columns] - atMeans, means: means)
  }

  struct Model: RowwiseModel, Codable {
    let weights: [Double]
    let intercept: Double
    let means: [Double]

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts(
        [weights.count, means.count], are: channels, of: "weights or means")
      try DetectorError.unlessFinite(weights + means + [intercept], "weights and means")
    }

    func score(_ row: Span<Double>) -> Double {
      var logOdds = intercept
      for channel in row.indices { logOdds += weights[channel] * row[channel] }
      return probability(logOdds: logOdds.isNaN ? 0 : logOdds)
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      Explanation(
        contributions: row.indices.map {
          Self.limited(weights[$0] * Self.limited(row[$0] - means[$0]))
        })
    }

    /// A number beyond the largest finite one as that, which no weight of 0 makes a NaN of.
    private static func limited(_ value: Double) -> Double {
      max(-.greatestFiniteMagnitude, min(value, .greatestFiniteMagnitude))
    }
  }

  /// The probability that belongs to log-odds, with a tail that does not come to an end at 1.
  static func probability(logOdds: Double) -> Double {
    let tail = 20.0
    if logOdds < 0 {
      let odds = Elementary.exp(logOdds)
      return odds / (1 + odds)
    }
    let rest = Elementary.exp(-min(logOdds, tail))
    let complement = rest / (1 + rest)
    return 1 - (logOdds <= tail ? complement : complement / (1 + (logOdds - tail)))
  }
}

extension DetectorKind {
  static let logisticRegression = DetectorKind(
    name: "logistic-regression", summary: "probability of failing, learned from labels",
    parameters: [
      Parameter(
        name: "c", summary: "greater for weaker shrinkage of the weights",
        domain: .number(default: 1, in: 1e-9...1e9))
    ],
    model: LogisticRegression.Model.self,
    make: { LogisticRegression(c: $0.number("c")) })
}
