import Telemetry

/// An exponentially weighted moving average of every scaled channel: max_c |E_c,t| ÷ σ_t.
///
/// E_t = λ z_t + (1 − λ) E_t−1 from E_0 = 0 at the start of a unit, and
/// σ_t = √(λ ÷ (2 − λ) · (1 − (1 − λ)²ᵗ)), the deviation of E_t where the z_t are independent with
/// unit variance, as standard scaling makes those of healthy rows (Roberts, "Control chart tests
/// based on geometric moving averages", Technometrics 1(3), 1959). 3 is the chart's usual limit.
/// Nothing to fit.
///
/// Contributions are |E_c,t| ÷ σ_t, the largest of which is the score. Hyper-parameter: `lambda`
/// (0.2), the weight of the newest row.
public struct EWMAChart: Detector {
  public let lambda: Double

  public init(lambda: Double = 0.2) {
    self.lambda = lambda
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) -> any FittedModel {
    Model(lambda: lambda, channels: training.channels.count)
  }

  struct Model: FittedModel, Codable {
    let lambda: Double
    let channels: Int

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts([self.channels], are: channels, of: "channels")
      try DetectorError.unless(lambda > 0 && lambda <= 1, "lambda is \(lambda)")
    }

    func scorer(for unit: ScoredUnit) -> any Scorer { State(self) }
  }

  struct State: Scorer {
    private let lambda: Double
    private var averages: [Double]
    /// (1 − λ)²ᵗ.
    private var decay = 1.0
    private var deviation = 1.0

    init(_ model: Model) {
      lambda = model.lambda
      averages = [Double](repeating: 0, count: model.channels)
    }

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      decay *= (1 - lambda) * (1 - lambda)
      deviation = (lambda / (2 - lambda) * (1 - decay)).squareRoot()
      var largest = 0.0
      for index in row.indices {
        averages[index] = lambda * row[index] + (1 - lambda) * averages[index]
        largest = max(largest, averages[index].magnitude)
      }
      return min(largest / deviation, .greatestFiniteMagnitude)
    }

    func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
      Explanation(
        contributions: averages.map { min($0.magnitude / deviation, .greatestFiniteMagnitude) })
    }
  }
}

extension DetectorKind {
  static let ewma = DetectorKind(
    name: "ewma", summary: "moving averages of the scaled channels, in their deviations",
    parameters: [
      Parameter(
        name: "lambda", summary: "the weight of the newest row",
        domain: .number(default: 0.2, in: 0.001...1))
    ],
    model: EWMAChart.Model.self,
    make: { EWMAChart(lambda: $0.number("lambda")) })
}
