import Numerics

/// Bootstrap resamples of the units of a data set: how often each unit was drawn in each.
///
/// Units are the independent blocks of run-to-failure data (Efron and Tibshirani, "An Introduction
/// to the Bootstrap", 1993, chapter 8). All detectors of a data set share the same resamples, so
/// their differences are paired.
public struct Resamples: Sendable {
  /// Below this number of units an interval would promise more than it knows.
  public static let fewestUnits = 10

  public let units: Int
  public let count: Int
  /// Resamples × units, row by row.
  private let draws: [Double]

  /// Draws the resamples; `dataset` and the fixed seed decide them.
  ///
  /// - Returns: `nil` below ``fewestUnits`` units.
  public init?(units: Int, dataset: String, count: Int = 2000) {
    guard units >= Self.fewestUnits else { return nil }
    self.units = units
    self.count = count
    var stream = RandomStream(seed: 1, path: ["bootstrap", dataset])
    var draws = [Double](repeating: 0, count: units * count)
    for resample in 0..<count {
      for _ in 0..<units { draws[resample * units + stream.integer(below: units)] += 1 }
    }
    self.draws = draws
  }

  /// Computes a statistic in every resample.
  ///
  /// - Parameter statistic: Takes how often each unit was drawn; `nil` where undefined.
  /// - Returns: One value per resample, NaN where undefined.
  func replicate(_ statistic: (Span<Double>) -> Double?) -> [Double] {
    (0..<count).map { resample in
      statistic(draws.span.extracting(resample * units..<(resample + 1) * units)) ?? .nan
    }
  }

  /// Computes a statistic in every resample, several of them at once.
  ///
  /// - Parameter statistic: Takes for every unit how often it was drawn in each of the resamples,
  ///   one to a lane; NaN where undefined.
  /// - Returns: One value per resample.
  func replicateByLanes(_ statistic: (Span<Lanes>) -> Lanes) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    var lanes = [Lanes](repeating: .zero, count: units)
    for first in stride(from: 0, to: count, by: Lanes.scalarCount) {
      let used = min(Lanes.scalarCount, count - first)
      for lane in 0..<used {
        for unit in 0..<units { lanes[unit][lane] = draws[(first + lane) * units + unit] }
      }
      let results = statistic(lanes.span)
      for lane in 0..<used { values.append(results[lane]) }
    }
    return values
  }

  /// The percentile interval at 95 % over the resamples in which the statistic is defined.
  ///
  /// - Returns: `nil` when it is undefined in more than half of them.
  static func percentileBounds(_ values: [Double]) -> (low: Double, high: Double)? {
    let defined = values.filter { !$0.isNaN }.sorted()
    guard !defined.isEmpty, 2 * defined.count >= values.count,
      let low = Statistics.quantile(ofSorted: defined, 0.025),
      let high = Statistics.quantile(ofSorted: defined, 0.975)
    else { return nil }
    return (low, high)
  }
}

/// One number for each of eight resamples.
typealias Lanes = SIMD8<Double>

/// The sum of products of draws and a per-unit quantity.
func weighted(_ draws: Span<Double>, _ quantity: [Double]) -> Double {
  var sum = 0.0
  for unit in draws.indices { sum += draws[unit] * quantity[unit] }
  return sum
}
