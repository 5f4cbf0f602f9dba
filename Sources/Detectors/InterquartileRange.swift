import Numerics

/// How far channels lie outside their quartiles: e_c = max(0, Q1_c − x_c, x_c − Q3_c) ÷ IQR_c.
///
/// The score is the largest e_c, or the number of channels whose e_c exceeds 1.5, the fences of
/// Tukey, "Exploratory Data Analysis", 1977. Quartiles are of type 7, over the fit rows in physical
/// units. Many readings are so coarse that they lie on a fence up to rounding: those do not count.
///
/// A channel whose interquartile range is at most 1e-9, or infinite, has no part in the score;
/// where no channel is left the fit is refused. Contributions are the e_c, whichever score is
/// chosen; the largest of them is the score `largest`. Hyper-parameter: `score` (`largest`).
public struct InterquartileRange: Detector {
  public let score: Score

  /// What is made of the channels' distances.
  public enum Score: String, Sendable, CaseIterable {
    /// The largest distance, in interquartile ranges.
    case largest
    /// The number of channels beyond their fences.
    case count
  }

  public init(score: Score = .largest) {
    self.score = score
  }

  public var input: DetectorInput { .physical }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    if rows.rows == 0 { throw DetectorError("no training row may be fitted on") }
    var model = Model(countsChannels: score == .count)
    for column in 0..<rows.columns {
      let sorted = rows.column(column).ascending()
      guard let low = Statistics.quantile(ofSorted: sorted, 0.25),
        let high = Statistics.quantile(ofSorted: sorted, 0.75), high - low > 1e-9,
        (high - low).isFinite
      else { continue }
      model.columns.append(column)
      model.low.append(low)
      model.high.append(high)
    }
    if model.columns.isEmpty {
      throw DetectorError(
        "no channel has a finite interquartile range above 1e-9 over the \(rows.rows) fit rows")
    }
    return model
  }

  struct Model: RowwiseModel, Codable {
    let countsChannels: Bool
    /// The channels that have a part in the score, and their quartiles.
    var columns: [Int] = []
    var low: [Double] = []
    var high: [Double] = []

    /// Tukey's fence, in interquartile ranges, with room for rounding.
    private static let fence = 1.5 + 1e-9

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessChannels(columns, of: channels)
      try DetectorError.unlessCounts([low.count, high.count], are: columns.count, of: "quartiles")
      try DetectorError.unlessFinite(low + high, "quartiles")
      for (low, high) in zip(low, high) where low >= high {
        throw DetectorError("the quartiles of a channel are \(low) and \(high)")
      }
    }

    func score(_ row: Span<Double>) -> Double {
      var largest = 0.0
      var beyond = 0.0
      for place in columns.indices {
        let distance = distance(place, row)
        largest = max(largest, distance)
        if distance > Self.fence { beyond += 1 }
      }
      return countsChannels ? beyond : largest
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      var contributions = [Double](repeating: 0, count: row.count)
      for place in columns.indices { contributions[columns[place]] = distance(place, row) }
      return Explanation(contributions: contributions)
    }

    private func distance(_ place: Int, _ row: Span<Double>) -> Double {
      let value = row[columns[place]]
      let outside = max(0, low[place] - value, value - high[place])
      return min(outside / (high[place] - low[place]), .greatestFiniteMagnitude)
    }
  }
}

extension DetectorKind {
  static let iqr = DetectorKind(
    name: "iqr", summary: "distance outside the quartiles, in interquartile ranges",
    parameters: [
      Parameter(
        name: "score", summary: "the largest distance, or the count of channels beyond 1.5",
        domain: .choice(
          default: InterquartileRange.Score.largest.rawValue,
          of: InterquartileRange.Score.allCases.map(\.rawValue)))
    ],
    model: InterquartileRange.Model.self,
    make: { InterquartileRange(score: $0.choice("score")) })
}
