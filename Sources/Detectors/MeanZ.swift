/// The mean square of the scaled channels: mean_c z_c².
///
/// A scaled squared distance to the centre of the fit rows that takes channels as independent. No
/// hyper-parameters; nothing to fit. Squares, and sums of them, beyond the largest number count as
/// that.
///
/// Contributions are z_c² divided by the number of channels, which sum to the score.
public struct MeanZ: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: RowwiseModel, Codable {
    func score(_ row: Span<Double>) -> Double {
      var sum = 0.0
      for index in row.indices { sum += row[index] * row[index] }
      return min(sum, .greatestFiniteMagnitude) / Double(row.count)
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      let count = Double(row.count)
      return Explanation(
        contributions: row.indices.map {
          min(row[$0] * row[$0], .greatestFiniteMagnitude) / count
        })
    }
  }
}

extension DetectorKind {
  static let meanZ = DetectorKind(
    name: "mean-z", summary: "mean square of the scaled channels", parameters: [],
    model: MeanZ.Model.self,
    make: { _ in MeanZ() })
}
