/// How far in the tails of its channels a row lies: Σ_c max(Us_c, (Ul_c + Ur_c) ÷ 2).
///
/// Ul and Ur are the negative logarithms of the empirical tail probabilities left and right of the
/// value, Us the one on the side to which the fit rows are skewed (Li et al., "COPOD: Copula-based
/// outlier detection", ICDM 2020). The distribution is that of the fit rows, and a row is scored by
/// itself: PyOD gives the same numbers for one row at a time.
///
/// Contributions are the terms of the sum, which are never negative. No hyper-parameters.
public struct COPOD: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    Model(tails: try EmpiricalTails(of: training))
  }

  struct Model: RowwiseModel, Codable {
    let tails: EmpiricalTails

    func check(channels: Int) throws(DetectorError) { try tails.check(channels: channels) }

    func score(_ row: Span<Double>) -> Double {
      var sum = 0.0
      for channel in tails.channels { sum += term(row, channel) }
      return sum
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      Explanation(contributions: tails.channels.map { term(row, $0) })
    }

    private func term(_ row: Span<Double>, _ channel: Int) -> Double {
      let own = tails.tails(of: row[channel], channel: channel)
      return max(own.skewed, (own.left + own.right) / 2)
    }
  }
}

extension DetectorKind {
  static let copod = DetectorKind(
    name: "copod", summary: "tail probabilities of the channels, on the skewed side",
    parameters: [], model: COPOD.Model.self, make: { _ in COPOD() })
}
