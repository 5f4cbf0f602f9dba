import Numerics

/// How rare the values of a row are, channel by channel: −Σ_c log₂(density_c + 0.1).
///
/// Goldstein and Dengel, "Histogram-based outlier score (HBOS)", KI 2012, with the smoothing of
/// PyOD. Every channel has `bins` bins of equal width between the smallest and the largest fit row,
/// closed on the left, and density = count ÷ (rows · width). Coarse readings lie on the edges of
/// bins up to rounding: within 1e-9 of a width below an edge counts as on it, in the fit and in
/// scores alike. Up to half a width outside is the outermost bin; farther outside, the emptiest bin
/// of the channel.
///
/// A channel whose fit rows span 1e-9 or less, or too much for a number, has no part in the score;
/// where no channel is left the fit is refused. Contributions are the terms of the sum.
/// Hyper-parameter: `bins` (10).
public struct HBOS: Detector {
  public let bins: Int

  public init(bins: Int = 10) {
    self.bins = bins
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    if rows.rows == 0 { throw DetectorError("no training row may be fitted on") }
    var model = Model(bins: bins)
    for column in 0..<rows.columns { model.learn(rows.column(column), of: column) }
    if model.columns.isEmpty {
      throw DetectorError("no channel has a finite range above 1e-9 over the \(rows.rows) fit rows")
    }
    return model
  }

  struct Model: RowwiseModel, Codable {
    private let bins: Int
    /// The channels that have a part in the score; what follows has one entry for each.
    private(set) var columns: [Int] = []
    private var low: [Double] = []
    private var width: [Double] = []
    /// The terms of every bin, and after them that of values far outside.
    private var terms: [Double] = []

    init(bins: Int) {
      self.bins = bins
    }

    /// Counts the fit rows of a channel, if they span enough.
    mutating func learn(_ values: [Double], of column: Int) {
      guard let smallest = values.min(), let largest = values.max() else { return }
      let span = largest - smallest
      guard span > 1e-9, span.isFinite else { return }
      let place = columns.count
      columns.append(column)
      low.append(smallest)
      width.append(span / Double(bins))
      var counts = [Int](repeating: 0, count: bins)
      for value in values { counts[bin(of: value, place)] += 1 }
      let area = Double(values.count) * width[place]
      let own = counts.map { -Self.logarithm(Double($0) / area + 0.1) }
      terms += own
      terms.append(own.max() ?? 0)
    }

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessChannels(columns, of: channels)
      let count = columns.count
      try DetectorError.unlessCounts(
        [low.count, width.count], are: count, of: "ranges of channels")
      try DetectorError.unless(
        bins > 0 && count > 0 && bins < terms.count && terms.count == count * (bins + 1),
        "\(terms.count) terms are none of \(count) channels with \(bins) bins")
      try DetectorError.unlessFinite(low + width + terms, "numbers of bins")
      for width in width where width <= 0 { throw DetectorError("a bin has a width of \(width)") }
    }

    func score(_ row: Span<Double>) -> Double {
      var sum = 0.0
      for place in columns.indices { sum += term(row[columns[place]], place) }
      return sum
    }

    func explanation(of row: Span<Double>) -> Explanation? {
      var contributions = [Double](repeating: 0, count: row.count)
      for place in columns.indices {
        contributions[columns[place]] = term(row[columns[place]], place)
      }
      return Explanation(contributions: contributions)
    }

    private func term(_ value: Double, _ place: Int) -> Double {
      terms[place * (bins + 1) + bin(of: value, place)]
    }

    /// The bin of a value, or the number of bins where it lies far outside.
    private func bin(of value: Double, _ place: Int) -> Int {
      let position = (value - low[place]) / width[place]
      let last = Double(bins)
      if position < -0.5 - 1e-9 || position > last + 0.5 + 1e-9 { return bins }
      return Int(max(0, min(position + 1e-9, last - 1)))
    }

    private static func logarithm(_ x: Double) -> Double {
      Elementary.log(x) / Elementary.logarithmOf2
    }
  }
}

extension DetectorKind {
  static let hbos = DetectorKind(
    name: "hbos", summary: "rarity of the channels' values in histograms",
    parameters: [
      Parameter(
        name: "bins", summary: "bins of every channel's histogram",
        domain: .integer(default: 10, in: 2...1000))
    ],
    model: HBOS.Model.self,
    make: { HBOS(bins: $0.integer("bins")) })
}
