import Numerics
import Telemetry

/// How much sparser the surroundings of a row are than those of its neighbours.
///
/// Breunig, Kriegel, Ng and Sander, "LOF: identifying density-based local outliers" (SIGMOD 2000), as
/// a novelty detector: the neighbours are the `k` nearest fit rows by Euclidean distance, of equally
/// distant rows those that come first, and a fit row is no neighbour of itself. With
/// reach(a, b) = max(distance of b to its `k`th neighbour, distance of a and b) and
/// density(a) = 1 ÷ (mean reach to the neighbours + 1e-10), the score is the neighbours' mean density ÷
/// the row's own: about 1 for a row like the others. The 1e-10 (scikit-learn's) keeps the density of
/// rows with `k` duplicates finite. Hyper-parameter: `k` (20).
///
/// The contributions share the score out as the channels share in the mean distance to the neighbours,
/// a squared distance being the sum of the squares of its channels; they sum to the score, or are all
/// 0 where the row equals all of its neighbours.
public struct LocalOutlierFactor: Detector {
  public let neighbours: Int

  public init(neighbours: Int = 20) {
    self.neighbours = neighbours
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    guard rows.rows > neighbours else {
      throw DetectorError(
        "a row needs \(neighbours) neighbours other than itself, but there are \(rows.rows) fit rows"
      )
    }
    return Model(NeighbourIndex(rows), neighbours: neighbours)
  }
}

extension DetectorKind {
  static let localOutlierFactor = DetectorKind(
    name: "lof", summary: "density of the neighbours over the row's own",
    parameters: [
      Parameter(
        name: "k", summary: "how many neighbours a row has",
        domain: .integer(default: 20, in: 1...10_000))
    ],
    model: LocalOutlierFactor.Model.self,
    make: { LocalOutlierFactor(neighbours: $0.integer("k")) })
}
