import Numerics
import Telemetry

/// How near a channel is to its limits: max_c |x_c − middle_c| ÷ half the allowed range.
///
/// 1 is a limit, so the classic alarm "outside fixed limits" is `threshold: { fixed: 1 }`; below 1
/// the score says how much room is left, which lets it be compared at one false-alarm rate. It reads
/// physical units. Hyper-parameter: `limits`, a low and a high value per channel; channels without
/// stated limits take the smallest and largest value of the fit rows. A fit is refused where a channel
/// has no room between its limits. Scores beyond the largest number count as that.
///
/// Contributions are the channels' nearness to their limits, the largest of which is the score.
public struct HardLimit: Detector {
  public let limits: [String: ClosedRange<Double>]

  public init(limits: [String: ClosedRange<Double>]) {
    self.limits = limits
  }

  public var input: DetectorInput { .physical }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let names = training.absentChannels.union(training.channels.map(\.id))
    if let unknown = limits.keys.filter({ !names.contains($0) }).sorted().first {
      throw DetectorError("limits: channel \(unknown) is not among the prepared channels")
    }
    let rows = training.fitRows()
    var middle: [Double] = []
    var half: [Double] = []
    for (column, channel) in training.channels.enumerated() {
      let range = try allowedRange(of: channel.id, values: rows.column(column))
      // Halves first: the sum of two large numbers may be none.
      middle.append(range.lowerBound / 2 + range.upperBound / 2)
      half.append(range.upperBound / 2 - range.lowerBound / 2)
    }
    return Model(middle: middle, half: half, names: training.channels.map(\.id))
  }

  /// The stated limits of a channel, or else the range of its fit rows.
  private func allowedRange(
    of channel: String, values: [Double]
  ) throws(DetectorError) -> ClosedRange<Double> {
    if let stated = limits[channel] {
      if stated.lowerBound / 2 < stated.upperBound / 2 { return stated }
      throw DetectorError("limits: channel \(channel) has no room between its limits")
    }
    if let low = values.min(), let high = values.max(), low / 2 < high / 2 { return low...high }
    throw DetectorError(
      "limits: channel \(channel) does not vary over the \(values.count) fit rows")
  }

  struct Model: RowwiseModel, Codable {
    let middle: [Double]
    let half: [Double]
    let names: [String]

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts(
        [middle.count, half.count, names.count], are: channels, of: "limits or names")
      try DetectorError.unlessFinite(middle + half, "limits")
      for half in half where half <= 0 {
        throw DetectorError("half a channel's allowed range is \(half)")
      }
    }

    func score(_ row: Span<Double>) -> Double {
      var largest = 0.0
      for index in row.indices {
        largest = max(largest, nearness(index, row))
      }
      return largest
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      let shares = row.indices.map { nearness($0, row) }
      guard let worst = shares.indices.max(by: { shares[$0] < shares[$1] }) else { return nil }
      let side = row[worst] < middle[worst] ? "low" : "high"
      return Explanation(
        reason: shares[worst] > 1 ? "\(names[worst]) beyond its \(side) limit" : nil,
        contributions: shares)
    }

    private func nearness(_ channel: Int, _ row: Span<Double>) -> Double {
      min((row[channel] - middle[channel]).magnitude / half[channel], .greatestFiniteMagnitude)
    }
  }
}

extension DetectorKind {
  static let hardLimit = DetectorKind(
    name: "hard-limit", summary: "nearness to fixed limits, 1 at a limit",
    parameters: [
      Parameter(
        name: "limits", summary: "low and high value per channel, in its unit", domain: .limits)
    ],
    model: HardLimit.Model.self,
    make: { HardLimit(limits: $0.limits("limits")) })
}
