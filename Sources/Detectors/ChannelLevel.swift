import Telemetry

/// Named channels as prepared, the largest of them: max_c x_c.
///
/// Hyper-parameter: `channels`, by default the one that the data set names as its plainest indicator.
/// Where every unit has a model and channels of its own, each takes those of them that it has.
///
/// Contributions are the magnitudes of the named channels.
public struct ChannelLevel: Detector {
  public let channels: [String]

  public init(channels: [String]) {
    self.channels = channels
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    var columns: [Int] = []
    for name in channels where !training.absentChannels.contains(name) {
      guard let column = training.channels.firstIndex(where: { $0.id == name }) else {
        throw DetectorError("channel \(name) is not among the prepared channels")
      }
      columns.append(column)
    }
    if columns.isEmpty {
      throw DetectorError("the unit has none of the channels \(channels.joined(separator: ", "))")
    }
    return Model(columns: columns)
  }

  struct Model: RowwiseModel, Codable {
    let columns: [Int]

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessChannels(columns, of: channels)
      try DetectorError.unless(!columns.isEmpty, "there is no channel to read")
    }

    func score(_ row: Span<Double>) -> Double {
      var largest = -Double.infinity
      for column in columns { largest = max(largest, row[column]) }
      return largest
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      Explanation(
        contributions: row.indices.map { columns.contains($0) ? row[$0].magnitude : 0 })
    }
  }
}

extension DetectorKind {
  static let channel = DetectorKind(
    name: "channel", summary: "named channels as prepared, the largest of them",
    parameters: [
      Parameter(name: "channels", summary: "the channels to read", domain: .channels)
    ],
    model: ChannelLevel.Model.self,
    make: { ChannelLevel(channels: $0.channels("channels")) })
}
