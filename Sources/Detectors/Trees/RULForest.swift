import Numerics
import Telemetry

/// The remaining life, predicted by trees grown on drawn rows and channels; its negative scores.
///
/// Breiman, "Random forests", Machine Learning 45 (2001), for regression: every tree is grown on as
/// many rows as there are, drawn with replacement, and every split chooses among ⌊p/3⌋ drawn
/// channels, at least one, that which lessens the squared error most, between 256 ranks at most of
/// each (``RankedRows``). A leaf has `leaf_rows` rows or more and predicts their mean; the forest
/// predicts the mean of its trees. It learns from lives, capped at ``Learning/lifeCap``; with fewer
/// than twice `leaf_rows` rows every tree is its root.
///
/// Contributions are signed, by Saabas: what each split on the way takes from the predicted life
/// belongs to its channel; they sum to the score less the mean score at the roots.
///
/// Hyper-parameters: `trees` (100) and `leaf_rows` (5).
public struct RULForest: Detector {
  public let trees: Int
  public let leafRows: Int

  public init(trees: Int = 100, leafRows: Int = 5) {
    self.trees = trees
    self.leafRows = leafRows
  }

  public var isStochastic: Bool { true }
  public var learning: Learning { .lives }
  public var predictsLife: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let given = try TargetedRows(training)
    let source = ForestRows(
      ranks: RankedRows(given.rows), targets: given.targets,
      groups: [Array(given.targets.indices)],
      channelsPerSplit: max(1, given.rows.columns / 3), leafRows: leafRows)
    return Model(forest: Forest(trees, from: source, randomness: randomness))
  }

  struct Model: LifeModel, Codable {
    let forest: Forest

    func check(channels: Int) throws(DetectorError) { try forest.trees.check(channels: channels) }

    func life(of row: Span<Double>) -> Double { forest.mean(of: row) }

    func lives(of rows: Matrix) -> [Double] { forest.means(of: rows) }

    func shares(of row: Span<Double>) -> [Double] { forest.shares(of: row) }
  }
}

extension DetectorKind {
  static let rulForest = DetectorKind(
    name: "rul-forest", summary: "remaining life by randomised trees, its negative",
    parameters: [
      Parameter(
        name: "trees", summary: "how many trees", domain: .integer(default: 100, in: 1...10_000)),
      Parameter(
        name: "leaf_rows", summary: "how many rows a leaf has at least",
        domain: .integer(default: 5, in: 1...1_000_000)),
    ],
    model: RULForest.Model.self,
    make: { RULForest(trees: $0.integer("trees"), leafRows: $0.integer("leaf_rows")) })
}
