/// What principal components leave of a row: the squared prediction error, SPE or Q.
///
/// The squared length of z − m outside the first *k* components, the fewest that carry `variance`
/// of the fit rows' variance (Jackson and Mudholkar, "Control procedures for residuals associated
/// with principal component analysis", Technometrics 21(3), 1979). A fit is refused where that
/// takes all components, as with a single channel.
///
/// Contributions are the squared residuals of the channels, which sum to the score; the reason says
/// when a row lies beyond the limit that one healthy row in a hundred exceeds. Hyper-parameter:
/// `variance` (0.9).
public struct PCAResidual: Detector {
  public let variance: Double

  public init(variance: Double = 0.9) {
    self.variance = variance
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let components = try PrincipalComponents(of: training)
    let count = components.variances.count
    let kept = components.count(carrying: variance)
    guard kept < count else {
      throw DetectorError(
        "no residual is left: \(variance) of the variance takes all principal components (\(count))"
      )
    }
    return Model(
      form: components.length(along: kept..<count),
      limit: components.residualLimit(outside: kept))
  }

  struct Model: RowwiseModel, Codable {
    let form: QuadraticForm
    let limit: Double?

    func check(channels: Int) throws(DetectorError) { try form.check(channels: channels) }

    func score(_ row: Span<Double>) -> Double { form.value(at: row) }

    func explanation(of row: Span<Double>) -> Explanation? {
      let square = form.value(at: row)
      return Explanation(
        reason: limit.flatMap { square > $0 ? Explanation.beyondControlLimit : nil },
        contributions: form.pullBack(at: row).map { $0 * $0 })
    }
  }
}

extension DetectorKind {
  static let pcaResidual = DetectorKind(
    name: "pca-residual", summary: "squared residual of the principal components",
    parameters: [.explainedVariance],
    model: PCAResidual.Model.self,
    make: { PCAResidual(variance: $0.number("variance")) })
}

extension Parameter {
  static let explainedVariance = Parameter(
    name: "variance", summary: "the share of the variance that the components must carry",
    domain: .number(default: 0.9, in: 0.01...1))
}
