import Numerics

/// Puts scores on a scale that detectors share, as the detector's calibration scores define it.
public struct ScoreNormaliser: Codable, Sendable, Equatable {
  public let method: Method
  private let mean: Double
  /// 0 where all calibration scores are equal.
  private let deviation: Double
  /// The calibration scores in ascending order, where ranks are asked for.
  private let sorted: [Double]

  /// What the scale is.
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// (s − mean) ÷ population standard deviation of the calibration scores; 0 where that is 0.
    case z
    /// The share of calibration scores that do not exceed s.
    case rank
    /// max(0, erf(z ÷ √2)), from 0 through 1, with z as above.
    ///
    /// The Gaussian scaling of Kriegel, Kröger, Schubert and Zimek, "Interpreting and unifying
    /// outlier scores", SDM 2011: how much of a normal distribution lies nearer to the mean, 0 for
    /// scores below it.
    case probability
  }

  /// Learns a scale.
  ///
  /// - Parameters:
  ///   - method: What the scale is.
  ///   - calibration: Finite scores in any order.
  /// - Throws: ``DetectorError`` when there is no calibration score.
  public init(_ method: Method, calibration: [Double]) throws(DetectorError) {
    guard let mean = Statistics.mean(calibration),
      let deviation = Statistics.standardDeviation(calibration)
    else { throw DetectorError("there is no calibration score to normalise by") }
    self.method = method
    self.mean = mean
    // Of equal scores the mean may be off by its rounding, which must not pass for a deviation.
    self.deviation = calibration.min() == calibration.max() ? 0 : deviation
    sorted = method == .rank ? calibration.sorted() : []
  }

  /// Checks a scale that was read from a file.
  ///
  /// - Throws: ``DetectorError`` that names what no scale has.
  func check() throws(DetectorError) {
    try DetectorError.unlessFinite(sorted + [mean, deviation], "calibration scores")
    try DetectorError.unless(
      method != .rank || !sorted.isEmpty, "there is no calibration score to rank by")
  }

  /// The normalised score: finite, and never smaller for a greater score.
  public func normalised(_ score: Double) -> Double {
    switch method {
    case .z: standardised(score)
    case .rank: Double(countNotAbove(score)) / Double(sorted.count)
    case .probability: max(0, 1 - 2 * Statistics.normalTail(standardised(score)))
    }
  }

  private func standardised(_ score: Double) -> Double {
    guard deviation > 0 else { return 0 }
    let largest = Double.greatestFiniteMagnitude
    return max(-largest, min((score - mean) / deviation, largest))
  }

  /// How many calibration scores do not exceed a score.
  private func countNotAbove(_ score: Double) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= score { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
