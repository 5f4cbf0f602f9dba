import Glibc
import Detectors
import Numerics
import Preparation
import Telemetry

/// The time that scoring one row takes, over many rows.
public struct Latency: Sendable, Equatable {
  /// The percentiles that a table prints, as shares.
  public static let percentiles: [Double] = [0.5, 0.9, 0.99, 0.999]

  /// At most this many rows are timed.
  static let mostRows = 5000

  /// No unit is begun when timing has taken so long, in nanoseconds.
  static let patience = 15e9

  /// Nanoseconds per row, ascending.
  public let nanoseconds: [Double]
  /// What reading the clock twice takes, in nanoseconds; contained in every value.
  public let clockOverhead: Double

  public init(nanoseconds: [Double], clockOverhead: Double) {
    self.nanoseconds = nanoseconds
    self.clockOverhead = clockOverhead
  }

  /// A percentile, or `nil` where so few rows cannot show it.
  ///
  /// From ln 0.01 ÷ ln q rows on, the largest of them lies above the true percentile q with 99 %
  /// probability: 44 rows for p90, 459 for p99, 4603 for p99.9.
  public func percentile(_ share: Double) -> Double? {
    let needed = Elementary.log(0.01) / Elementary.log(share)
    guard Double(nanoseconds.count) >= needed else { return nil }
    return Statistics.quantile(ofSorted: nanoseconds, share)
  }

  public var largest: Double? { nanoseconds.last }

  /// Rows per second, from the sum of all times.
  public var rowsPerSecond: Double? {
    let total = nanoseconds.reduce(0, +)
    return total > 0 ? 1e9 * Double(nanoseconds.count) / total : nil
  }
}

extension Latency {
  /// Times the streaming path of fitted models over evaluated rows, from each unit's first row.
  ///
  /// The first unit is scored once untimed, so that code and data are warm.
  ///
  /// - Parameters:
  ///   - scoring: The cell, with its detector's session.
  ///   - fitted: The models that evaluate.
  /// - Returns: The times of at most ``mostRows`` rows.
  /// - Throws: ``DetectorError`` when a program that scores fails.
  static func measure(
    _ scoring: CellScoring, _ fitted: [CellScoring.Fitted]
  ) throws(DetectorError) -> Latency {
    var times: [Double] = []
    times.reserveCapacity(mostRows)
    var isWarm = false
    let deadline = now() + patience
    for model in fitted {
      for position in model.evaluation
      where times.count < mostRows && (times.isEmpty || now() < deadline) {
        let slice = scoring.experiment.split.evaluation[position]
        let end = min(slice.rows.upperBound, slice.rows.lowerBound + mostRows)
        if !isWarm {
          _ = try rowTimes(scoring, model, slice.unit, upTo: end)
          isWarm = true
        }
        times += try rowTimes(scoring, model, slice.unit, upTo: end)[slice.rows.lowerBound..<end]
      }
    }
    return Latency(
      nanoseconds: times.prefix(mostRows).sorted(), clockOverhead: measuredClockOverhead())
  }

  private static func rowTimes(
    _ scoring: CellScoring, _ fitted: CellScoring.Fitted, _ unit: Unit, upTo end: Int
  ) throws(DetectorError) -> [Double] {
    var times: [Double] = []
    times.reserveCapacity(end)
    try scoring.stream(unit, upTo: end, by: fitted) {
      (_, values, moment, scorer) throws(DetectorError) in
      let start = now()
      let score = try scorer.score(values, at: moment)
      let stop = now()
      // The score is used, so that no optimiser may leave the call out.
      times.append(score == .infinity ? .infinity : stop - start)
    }
    return times
  }

  private static func measuredClockOverhead() -> Double {
    let samples = (0..<1001).map { _ -> Double in
      let start = now()
      return now() - start
    }
    return samples.sorted()[500]
  }

  /// Nanoseconds of the monotonic clock.
  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
