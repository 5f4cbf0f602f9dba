/// The largest magnitude of any scaled channel: max_c |z_c|.
///
/// With standard scaling this is Shewhart's chart on every channel at once (Shewhart, "Economic
/// Control of Quality of Manufactured Product", 1931). No hyper-parameters; nothing to fit.
///
/// Contributions are the magnitudes, the largest of which is the score.
public struct MaxZ: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: RowwiseModel, Codable {
    func score(_ row: Span<Double>) -> Double {
      var largest = 0.0
      for index in row.indices { largest = max(largest, row[index].magnitude) }
      return largest
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      Explanation(contributions: row.indices.map { row[$0].magnitude })
    }
  }
}

extension DetectorKind {
  static let maxZ = DetectorKind(
    name: "max-z", summary: "largest magnitude of any scaled channel", parameters: [],
    model: MaxZ.Model.self,
    make: { _ in MaxZ() })
}
