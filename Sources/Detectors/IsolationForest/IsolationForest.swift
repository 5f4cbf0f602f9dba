import Numerics
import Telemetry

/// How few random splits it takes to tell a row from the fit rows: 2^(−mean path ÷ c(samples)).
///
/// Liu, Ting and Zhou, "Isolation forest" (ICDM 2008), equations 1 and 2: each of `trees` trees halves
/// `samples` fit rows, drawn without replacement, by a random threshold in a random channel that
/// varies, until one row is left or the depth is log₂ of the sample, rounded up. A path counts its
/// splits, and c(n), the path that ``expectedPath(ofRows:)`` tells, where n rows were left together.
/// Scores lie between 0 and 1, those of usual rows below 0.5. Hyper-parameters: `trees` (100) and
/// `samples` (256); with fewer fit rows every tree takes all of them. If no channel varies, all scores
/// are 0.5.
///
/// A contribution is what the splits in a channel shortened the path by: at every split, the mean
/// path of the sample rows that came there less that of those which went the row's way, averaged over
/// the trees and divided by c(samples). Contributions may be negative, and sum to log₂ of the score
/// less the log₂ of the score at the sample's mean path.
public struct IsolationForest: Detector {
  public let trees: Int
  public let samples: Int

  public init(trees: Int = 100, samples: Int = 256) {
    self.trees = trees
    self.samples = samples
  }

  public var isStochastic: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    guard rows.rows >= 2 else {
      throw DetectorError("isolation needs at least 2 fit rows, but there are \(rows.rows)")
    }
    let samples = min(samples, rows.rows)
    let trees = (0..<trees).map { $0 }.concurrentMap(width: Concurrency.fitWidth) { tree in
      IsolationTree(of: rows, samples: samples, stream: randomness.stream("tree \(tree)"))
    }
    return Model(trees, samples: samples)
  }

  /// The mean path of an unsuccessful search in a binary search tree of `count` rows.
  ///
  /// 2 (ln(n − 1) + γ) − 2 (n − 1) ÷ n with Euler's constant γ, as in the paper, which approximates the
  /// harmonic number H(n − 1); 1 for two rows, 0 for one.
  static func expectedPath(ofRows count: Int) -> Double {
    if count <= 2 { return count == 2 ? 1 : 0 }
    let others = Double(count - 1)
    return 2 * (Elementary.log(others) + 0.5772156649015329) - 2 * others / Double(count)
  }
}

extension DetectorKind {
  static let isolationForest = DetectorKind(
    name: "isolation-forest", summary: "how few random splits isolate a row",
    parameters: [
      Parameter(
        name: "trees", summary: "how many trees", domain: .integer(default: 100, in: 1...10_000)),
      Parameter(
        name: "samples", summary: "how many fit rows each tree is grown from",
        domain: .integer(default: 256, in: 2...1_000_000)),
    ],
    model: IsolationForest.Model.self,
    make: { IsolationForest(trees: $0.integer("trees"), samples: $0.integer("samples")) })
}
