import Numerics

/// The hyper-parameters of a boosting.
struct BoostingSettings: Sendable {
  let rounds: Int
  /// What share of a tree's best values is added.
  let rate: Double
  let leaves: Int
  let leafRows: Int
  let bins: Int

  /// What a leaf with these sums of gradient and curvature adds to a prediction.
  ///
  /// The summand (scikit-learn's) keeps it finite where the loss has no curvature left.
  func value(_ sums: SIMD4<Double>) -> Double { -rate * sums.x / (sums.y + 1e-15) }
}

/// What a boosting lessens: a loss of one prediction, with its two derivatives.
enum BoostingLoss: Sendable {
  /// Of a class's log-odds: the negative logarithm of the probability of the class that it is.
  case logistic
  /// Of a number: half the squared error.
  case squared

  /// The prediction that is best for all targets alike.
  func baseline(_ targets: [Double]) -> Double {
    let mean = Statistics.mean(targets) ?? 0
    return self == .squared ? mean : Elementary.log(mean / (1 - mean))
  }

  /// Gradient and curvature.
  ///
  /// Rounded to single precision, so that sums in double precision lose next to nothing and their
  /// differences stay true.
  func slope(_ prediction: Double, _ target: Double) -> SIMD2<Float> {
    if self == .squared { return SIMD2(Float(prediction - target), 1) }
    let probability = Self.probability(ofLogOdds: prediction)
    return SIMD2(Float(probability - target), Float(probability * (1 - probability)))
  }

  static func probability(ofLogOdds logOdds: Double) -> Double {
    1 / (1 + Elementary.exp(-logOdds))
  }
}

/// A boosting as fitted: a constant and the sum of its trees.
struct Boosting: Sendable, Codable {
  let baseline: Double
  let trees: DecisionTrees

  /// How many rows have their slopes found by one piece of the work.
  private static let piece = 8192

  /// Adds trees that each lessen what loss the ones before left.
  ///
  /// - Parameters:
  ///   - given: The rows with their targets.
  ///   - loss: The loss.
  ///   - settings: The hyper-parameters.
  init(_ given: TargetedRows, loss: BoostingLoss, settings: BoostingSettings) {
    let bins = BinnedRows(given.rows, limit: settings.bins)
    let baseline = loss.baseline(given.targets)
    var predictions = [Double](repeating: baseline, count: given.targets.count)
    var trees = DecisionTrees()
    for _ in 0..<settings.rounds {
      let slopes = Self.slopes(predictions, given.targets, loss)
      var grower = BoostingTreeGrower(bins, slopes: slopes, settings: settings)
      trees.append(grower.grow(into: &predictions))
    }
    self.baseline = baseline
    self.trees = trees
  }

  private static func slopes(
    _ predictions: [Double], _ targets: [Double], _ loss: BoostingLoss
  ) -> [SIMD2<Float>] {
    stride(from: 0, to: targets.count, by: piece).map { $0 }
      .concurrentMap(width: Concurrency.fitWidth) { first in
        (first..<min(first + piece, targets.count)).map {
          loss.slope(predictions[$0], targets[$0])
        }
      }.flatMap { $0 }
  }

  /// Checks a boosting that was read from a file.
  ///
  /// - Parameter channels: How many values a row has.
  /// - Throws: ``DetectorError`` that names what no boosting has.
  func check(channels: Int) throws(DetectorError) {
    try DetectorError.unlessFinite([baseline], "baseline")
    try trees.check(channels: channels)
  }

  /// What the boosting predicts of a row.
  func prediction(of row: Span<Double>) -> Double { baseline + trees.sum(of: row) }

  /// What it predicts of every row, with the bits of row by row.
  func predictions(of rows: Matrix) -> [Double] { trees.sums(of: rows).map { baseline + $0 } }
}
