import Telemetry

/// Cumulative sums of every scaled channel, upwards and downwards: max_c max(C⁺_c,t, C⁻_c,t).
///
/// C⁺_t = max(0, C⁺_t−1 + z_t − k) and C⁻_t = max(0, C⁻_t−1 − z_t − k), both 0 at the start of a
/// unit and never set back (Page, "Continuous inspection schemes", Biometrika 41, 1954). With
/// standard scaling k = 0.5 is tuned to shifts of one standard deviation, and 5 is the chart's
/// usual limit. Nothing to fit.
///
/// Contributions are max(C⁺_c,t, C⁻_c,t), the largest of which is the score. Hyper-parameter:
/// `allowance` (0.5), which is k.
public struct CUSUMChart: Detector {
  public let allowance: Double

  public init(allowance: Double = 0.5) {
    self.allowance = allowance
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) -> any FittedModel {
    Model(allowance: allowance, channels: training.channels.count)
  }

  struct Model: FittedModel, Codable {
    let allowance: Double
    let channels: Int

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts([self.channels], are: channels, of: "channels")
      try DetectorError.unlessFinite([allowance], "allowance")
    }

    func scorer(for unit: ScoredUnit) -> any Scorer { State(self) }
  }

  struct State: Scorer {
    private let allowance: Double
    private var upward: [Double]
    private var downward: [Double]

    init(_ model: Model) {
      allowance = model.allowance
      upward = [Double](repeating: 0, count: model.channels)
      downward = upward
    }

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      var largest = 0.0
      for index in row.indices {
        // A sum that has reached the largest number stays there and does not become infinite.
        upward[index] = min(
          max(0, upward[index] + row[index] - allowance), .greatestFiniteMagnitude)
        downward[index] = min(
          max(0, downward[index] - row[index] - allowance), .greatestFiniteMagnitude)
        largest = max(largest, upward[index], downward[index])
      }
      return largest
    }

    func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
      Explanation(contributions: zip(upward, downward).map { max($0, $1) })
    }
  }
}

extension DetectorKind {
  static let cusum = DetectorKind(
    name: "cusum", summary: "cumulative sums of the scaled channels, upwards and downwards",
    parameters: [
      Parameter(
        name: "allowance", summary: "what a row may lie off before it adds to a sum, k",
        domain: .number(default: 0.5, in: 0...10))
    ],
    model: CUSUMChart.Model.self,
    make: { CUSUMChart(allowance: $0.number("allowance")) })
}
