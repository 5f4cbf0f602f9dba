import Numerics

/// The empirical distribution of every channel over the fit rows, as tail probabilities.
///
/// A row's own value counts as one more fit row, so that no probability is 0: left of x lie
/// (rows ≤ x + 1) ÷ (*n* + 1), right of it (rows ≥ x + 1) ÷ (*n* + 1).
struct EmpiricalTails: Codable, Sendable {
  /// The distinct values of the channels, ascending, one channel after another.
  private let values: [Double]
  /// For each of the values, the fit rows that do not exceed it.
  private let counts: [Int32]
  /// Where each channel starts in them, and where the last one ends.
  private let starts: [Int]
  /// −ln((k + 1) ÷ (n + 1)) for k = 0 … n.
  private let surprises: [Double]
  /// The sign of each channel's skewness, or 0.
  private let skewness: [Int]

  /// The negative logarithms of a value's tail probabilities.
  struct Tails {
    let left: Double
    let right: Double
    /// The tail on the side of the longer one of the distribution; both where it is symmetric.
    let skewed: Double

    var largest: Double { max(left, right, skewed) }
  }

  /// Sorts the rows that may be fitted on.
  ///
  /// - Parameter training: The prepared rows of the training units.
  /// - Throws: ``DetectorError`` when there is none.
  init(of training: TrainingSet) throws(DetectorError) {
    let rows = training.fitRows()
    let total = rows.rows
    if total == 0 { throw DetectorError("no training row may be fitted on") }
    let channels = (0..<rows.columns).map { $0 }.concurrentMap(width: Concurrency.fitWidth) {
      Channel(rows.column($0))
    }
    values = channels.flatMap(\.values)
    counts = channels.flatMap(\.counts)
    starts = channels.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.values.count) }
    surprises = (0...total).map { -Elementary.log(Double($0 + 1) / Double(total + 1)) }
    skewness = channels.map(\.skewness)
  }

  /// Checks tails that were read from a file.
  ///
  /// - Parameter channels: How many values a row has.
  /// - Throws: ``DetectorError`` that names what no distribution has.
  func check(channels: Int) throws(DetectorError) {
    try DetectorError.unlessCounts([skewness.count], are: channels, of: "signs of skewness")
    try DetectorError.unlessCounts([starts.count], are: channels + 1, of: "starts of channels")
    try DetectorError.unlessCounts([counts.count], are: values.count, of: "counts of values")
    let isAscending = zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }
    try DetectorError.unless(
      isAscending && starts.first == 0 && starts.last == values.count,
      "the starts of the channels do not part the \(values.count) values")
    for count in counts where count < 1 || count >= surprises.count {
      throw DetectorError("\(count) of \(surprises.count - 1) rows do not exceed a value")
    }
    try DetectorError.unlessFinite(values + surprises, "values and their surprises")
  }

  var channels: Range<Int> { 0..<skewness.count }

  /// The tails of a value of one channel.
  func tails(of value: Double, channel: Int) -> Tails {
    let start = starts[channel]
    let place = firstPlace(notBelow: value, from: start, to: starts[channel + 1])
    let total = surprises.count - 1
    let below = place == start ? 0 : Int(counts[place - 1])
    let isOwn = place < starts[channel + 1] && values[place] == value
    let left = surprises[isOwn ? Int(counts[place]) : below]
    let right = surprises[total - below]
    let sign = skewness[channel]
    let skewed = sign < 0 ? left : sign > 0 ? right : left + right
    return Tails(left: left, right: right, skewed: skewed)
  }

  /// The first place of a range whose value is not below another one, or the end of the range.
  private func firstPlace(notBelow value: Double, from start: Int, to end: Int) -> Int {
    var low = start
    var length = end - start
    let sorted = values.span
    // Halving without a branch on the comparison, which no processor could predict.
    while length > 1 {
      let half = length / 2
      low += sorted[low + half - 1] < value ? half : 0
      length -= half
    }
    return low + (sorted[low] < value ? 1 : 0)
  }
}

extension EmpiricalTails {
  /// What is learnt of one channel.
  private struct Channel {
    var values: [Double] = []
    var counts: [Int32] = []
    let skewness: Int

    init(_ column: [Double]) {
      skewness = Statistics.skewnessSign(column)
      let sorted = column.ascending()
      for (place, value) in sorted.enumerated()
      where place + 1 == sorted.count || sorted[place + 1] != value {
        values.append(value)
        counts.append(Int32(place + 1))
      }
    }
  }
}

extension Statistics {
  /// The sign of the third central moment; 0 where the standard deviation is at most 1e-9.
  fileprivate static func skewnessSign(_ values: [Double]) -> Int {
    guard let mean = mean(values), let deviation = standardDeviation(values), deviation > 1e-9
    else { return 0 }
    var sum = 0.0
    for value in values {
      let standardised = (value - mean) / deviation
      sum += standardised * standardised * standardised
    }
    return sum < 0 ? -1 : sum > 0 ? 1 : 0
  }
}
