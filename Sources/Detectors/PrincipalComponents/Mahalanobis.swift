/// The squared Mahalanobis distance to the fit rows: (z − m)ᵀ S⁺ (z − m), Hotelling's T².
///
/// m and S are the mean and the covariance (denominator *n* − 1) of the fit rows (Mahalanobis, "On
/// the generalised distance in statistics", 1936; Hotelling, "Multivariate quality control", 1947).
/// S⁺ is the pseudo-inverse without the eigenvalues below 1e-10 of the largest: where channels are
/// collinear, or rows fewer than channels, distances count only in the directions in which the fit
/// rows vary.
///
/// Contributions are (z − m)_c · (S⁺ (z − m))_c, which sum to the squared distance and may be
/// negative; with `root` they are divided by the distance, and sum to it. The reason says when a
/// row lies beyond the limit that one healthy row in a hundred exceeds. Hyper-parameter: `root`
/// (`false`), the distance instead of its square.
public struct Mahalanobis: Detector {
  public let root: Bool

  public init(root: Bool = false) {
    self.root = root
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let components = try PrincipalComponents(of: training)
    return StandardisedDistance(of: components, first: components.rank, isRoot: root)
  }
}

/// A squared distance in units of the fit rows' deviations, or its root.
struct StandardisedDistance: RowwiseModel, Codable {
  let form: QuadraticForm
  let isRoot: Bool
  /// The limit of the squared distance, where it has one.
  let limit: Double?

  /// Makes the distance along the first of some components.
  init(of components: PrincipalComponents, first count: Int, isRoot: Bool) {
    form = components.standardisedLength(along: 0..<count)
    limit = components.distanceLimit(components: count)
    self.isRoot = isRoot
  }

  func check(channels: Int) throws(DetectorError) { try form.check(channels: channels) }

  func score(_ row: Span<Double>) -> Double {
    let square = form.value(at: row)
    return isRoot ? square.squareRoot() : square
  }

  func explanation(of row: Span<Double>) -> Explanation? {
    let square = form.value(at: row)
    let divisor = isRoot && square > 0 ? square.squareRoot() : 1
    return Explanation(
      reason: limit.flatMap { square > $0 ? Explanation.beyondControlLimit : nil },
      contributions: form.shares(at: row).map { $0 / divisor })
  }
}

extension Explanation {
  static let beyondControlLimit = "beyond the 99 % control limit"
}

extension DetectorKind {
  static let mahalanobis = DetectorKind(
    name: "mahalanobis", summary: "squared Mahalanobis distance to the fit rows",
    parameters: [
      Parameter(
        name: "root", summary: "the distance instead of its square", domain: .flag(default: false))
    ],
    model: StandardisedDistance.self,
    make: { Mahalanobis(root: $0.flag("root")) })
}
