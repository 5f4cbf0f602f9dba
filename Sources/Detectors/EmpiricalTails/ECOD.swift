/// How far in the tails of its channels a row lies: Σ_c max(Ul_c, Ur_c, Us_c).
///
/// Ul and Ur are the negative logarithms of the empirical tail probabilities left and right of the
/// value, Us the one on the side to which the fit rows are skewed (Li et al., "ECOD: Unsupervised
/// outlier detection using empirical cumulative distribution functions", TKDE 2022, with the sum of
/// maxima that PyOD takes). `paper_variant` takes the largest of the sums of Ul, of Ur and of Us,
/// as in the paper. The distribution is that of the fit rows, and a row is scored by itself: PyOD
/// gives the same numbers for one row at a time.
///
/// Contributions are the terms of the score's sum, which are never negative. Hyper-parameter:
/// `paper_variant` (`false`).
public struct ECOD: Detector {
  public let paperVariant: Bool

  public init(paperVariant: Bool = false) {
    self.paperVariant = paperVariant
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    Model(tails: try EmpiricalTails(of: training), isPaperVariant: paperVariant)
  }

  struct Model: RowwiseModel, Codable {
    let tails: EmpiricalTails
    let isPaperVariant: Bool

    func check(channels: Int) throws(DetectorError) { try tails.check(channels: channels) }

    func score(_ row: Span<Double>) -> Double {
      if isPaperVariant {
        let sums = sums(row)
        return max(sums.left, sums.right, sums.skewed)
      }
      var sum = 0.0
      for channel in tails.channels {
        sum += tails.tails(of: row[channel], channel: channel).largest
      }
      return sum
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      let parts = tails.channels.map { tails.tails(of: row[$0], channel: $0) }
      guard isPaperVariant else { return Explanation(contributions: parts.map(\.largest)) }
      let sums = sums(row)
      if sums.left >= max(sums.right, sums.skewed) {
        return Explanation(contributions: parts.map(\.left))
      }
      return Explanation(
        contributions: sums.right >= sums.skewed ? parts.map(\.right) : parts.map(\.skewed))
    }

    private func sums(_ row: Span<Double>) -> EmpiricalTails.Tails {
      var left = 0.0
      var right = 0.0
      var skewed = 0.0
      for channel in tails.channels {
        let own = tails.tails(of: row[channel], channel: channel)
        left += own.left
        right += own.right
        skewed += own.skewed
      }
      return EmpiricalTails.Tails(left: left, right: right, skewed: skewed)
    }
  }
}

extension DetectorKind {
  static let ecod = DetectorKind(
    name: "ecod", summary: "tail probabilities of the channels, the largest of each",
    parameters: [
      Parameter(
        name: "paper_variant", summary: "the largest of three sums, as in the paper",
        domain: .flag(default: false))
    ],
    model: ECOD.Model.self,
    make: { ECOD(paperVariant: $0.flag("paper_variant")) })
}
