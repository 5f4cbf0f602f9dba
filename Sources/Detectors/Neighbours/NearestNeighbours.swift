import Numerics
import Telemetry

/// The distance to the nearest fit rows: the mean of the `k` smallest, or the largest of them.
///
/// The largest is the score of Ramaswamy, Rastogi and Shim, "Efficient algorithms for mining outliers
/// from large data sets" (SIGMOD 2000), the mean that of Angiulli and Pizzuti, "Fast outlier detection
/// in high dimensional spaces" (PKDD 2002). Distances are Euclidean; a fit row that equals the scored
/// row counts. Hyper-parameters: `k` (5) and `distance` (`mean`, or `largest`).
///
/// The contributions are the shares of the channels in the distance, a squared distance being the sum
/// of the squares of its channels; they sum to the score.
public struct NearestNeighbours: Detector {
  public let neighbours: Int
  public let distance: Distance

  /// Which distance is the score.
  public enum Distance: String, Sendable, CaseIterable {
    case mean
    case largest
  }

  public init(neighbours: Int = 5, distance: Distance = .mean) {
    self.neighbours = neighbours
    self.distance = distance
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    guard rows.rows >= neighbours else {
      throw DetectorError(
        "a row needs \(neighbours) neighbours, but there are \(rows.rows) fit rows")
    }
    return Model(
      index: NeighbourIndex(rows), neighbours: neighbours, isMean: distance == .mean)
  }

  struct Model: NeighbourModel, Codable {
    let index: NeighbourIndex
    let neighbours: Int
    /// Whether the score is the mean distance, not the largest.
    let isMean: Bool

    /// Which of the nearest rows the score is the mean distance to.
    private var scored: Range<Int> { isMean ? 0..<neighbours : neighbours - 1..<neighbours }

    func check(channels: Int) throws(DetectorError) {
      try checkIndex(channels: channels, others: 0)
    }

    func score(_ nearest: NearestRows) -> Double {
      var sum = 0.0
      for neighbour in scored { sum += nearest.squares[neighbour].squareRoot() }
      return sum / Double(scored.count)
    }

    func contributions(_ nearest: NearestRows, of row: Span<Double>) -> [Double] {
      index.distanceShares(of: row, to: scored, of: nearest)
    }
  }
}

extension DetectorKind {
  static let nearestNeighbours = DetectorKind(
    name: "knn", summary: "distance to the nearest fit rows",
    parameters: [
      Parameter(
        name: "k", summary: "how many nearest rows", domain: .integer(default: 5, in: 1...10_000)),
      Parameter(
        name: "distance", summary: "the mean distance to them, or the largest",
        domain: .choice(
          default: "mean", of: NearestNeighbours.Distance.allCases.map(\.rawValue))),
    ],
    model: NearestNeighbours.Model.self,
    make: { NearestNeighbours(neighbours: $0.integer("k"), distance: $0.choice("distance")) })
}
