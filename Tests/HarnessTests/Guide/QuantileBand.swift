import Numerics

@testable import Detectors

/// How far a channel leaves its band of usual values: max_c |x_c − middle_c| ÷ half its width.
///
/// The band lies between the quantiles 1 − `level` and `level` of the fit rows.
struct QuantileBand: Detector {
  let level: Double

  func fit(_ training: TrainingSet, randomness: Randomness) -> any FittedModel {
    let rows = training.fitRows()
    let bands = (0..<rows.columns).map { column in
      let sorted = rows.column(column).sorted()
      let ends = [1 - level, level].map { Statistics.quantile(ofSorted: sorted, $0) ?? 0 }
      // A channel that stands still has a band too.
      return [(ends[0] + ends[1]) / 2, max((ends[1] - ends[0]) / 2, 1e-9)]
    }
    return Model(bands: bands)
  }

  struct Model: RowwiseModel, Codable {
    let bands: [[Double]]

    func score(_ row: Span<Double>) -> Double { shares(row).max() ?? 0 }

    func explanation(of row: Span<Double>) -> Explanation? { .init(contributions: shares(row)) }

    private func shares(_ row: Span<Double>) -> [Double] {
      bands.indices.map { (row[$0] - bands[$0][0]).magnitude / bands[$0][1] }
    }
  }
}

extension DetectorKind {
  static let quantileBand = DetectorKind(
    name: "quantile-band", summary: "distance from usual values",
    parameters: [
      .init(name: "level", summary: "its quantile", domain: .number(default: 0.99, in: 0.5...1))
    ],
    model: QuantileBand.Model.self, make: { QuantileBand(level: $0.number("level")) })
}
