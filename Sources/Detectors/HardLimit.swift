import Numerics
import Telemetry

/// How near a channel is to its limits: max_c |x_c − middle_c| ÷ half the allowed range.
///
/// 1 is a limit, so the classic alarm "outside fixed limits" is `threshold: { fixed: 1 }`; below 1
/// the score says how much room is left, which lets it be compared at one false-alarm rate. It reads
/// physical units. Hyper-parameter: `limits`, a low and a high value per channel; channels without
/// stated limits take the smallest and largest value of the fit rows.
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
    var allowed: [ClosedRange<Double>] = []
    for (column, channel) in training.channels.enumerated() {
      let values = rows.column(column)
      if let stated = limits[channel.id] {
        allowed.append(stated)
      } else if let low = values.min(), let high = values.max(), low < high {
        allowed.append(low...high)
      } else {
        throw DetectorError("limits: channel \(channel.id) does not vary over the fit rows")
      }
    }
    return Model(
      middle: allowed.map { ($0.lowerBound + $0.upperBound) / 2 },
      half: allowed.map { ($0.upperBound - $0.lowerBound) / 2 }, names: training.channels.map(\.id))
  }

  struct Model: RowwiseModel, Codable {
    let middle: [Double]
    let half: [Double]
    let names: [String]

    func score(_ row: Span<Double>) -> Double {
      var largest = 0.0
      for index in row.indices {
        largest = max(largest, (row[index] - middle[index]).magnitude / half[index])
      }
      return largest
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      let shares = row.indices.map { (row[$0] - middle[$0]).magnitude / half[$0] }
      guard let worst = shares.indices.max(by: { shares[$0] < shares[$1] }) else { return nil }
      let side = row[worst] < middle[worst] ? "low" : "high"
      return Explanation(
        reason: shares[worst] > 1 ? "\(names[worst]) beyond its \(side) limit" : nil,
        contributions: shares)
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
