/// The mean square of the scaled channels: mean_c z_c².
///
/// A scaled squared distance to the centre of the fit rows that takes channels as independent. No
/// hyper-parameters; nothing to fit.
public struct MeanZ: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: RowwiseModel, Codable {
    func score(_ row: Span<Double>) -> Double {
      var sum = 0.0
      for index in row.indices { sum += row[index] * row[index] }
      return sum / Double(row.count)
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      let count = Double(row.count)
      return Explanation(contributions: row.indices.map { row[$0] * row[$0] / count })
    }
  }
}

extension DetectorKind {
  static let meanZ = DetectorKind(
    name: "mean-z", summary: "mean square of the scaled channels", parameters: [],
    model: MeanZ.Model.self,
    make: { _ in MeanZ() })
}
