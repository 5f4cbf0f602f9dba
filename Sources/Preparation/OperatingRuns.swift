import Telemetry

/// The runs of a machine that is stopped and started: stretches without a long gap.
///
/// The first snapshots of a run are its startup, the last its shutdown where they are not startup
/// already, all others steady; rows of a machine that stands still belong to no run.
enum OperatingRuns {
  /// A run ends where the next row is more than this many seconds later.
  static let longestGap = 900.0
  static let startupRows = 6
  static let shutdownRows = 3

  /// The phases of a unit whose time is counted in hours.
  static func track(of unit: Unit) -> PhaseTrack {
    let off = UInt8(OperatingPhase.allCases.count)
    var codes = [UInt8](repeating: off, count: unit.rows)
    for run in runs(of: unit) {
      for row in run {
        let phase: OperatingPhase =
          if row < run.lowerBound + startupRows {
            .startup
          } else if row
            >= run.upperBound - shutdownRows
          { .shutdown } else { .steady }
        codes[row] = phase.code
      }
    }
    return PhaseTrack(names: OperatingPhase.allCases.map(\.rawValue) + ["off"], codes: codes)
  }

  /// Whether a row goes on with the run of the one before.
  ///
  /// Snapshots are named to the second, but hours are not whole numbers of binary fractions, so that
  /// the gap is rounded before it is compared.
  private static func follows(_ row: Int, in unit: Unit) -> Bool {
    (3600 * (unit.times[row] - unit.times[row - 1])).rounded() <= longestGap
  }

  private static func runs(of unit: Unit) -> [Range<Int>] {
    func isRunning(_ row: Int) -> Bool { unit.isOff?[row] != true }
    var runs: [Range<Int>] = []
    var start = 0
    while start < unit.rows {
      guard isRunning(start) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < unit.rows, isRunning(end), follows(end, in: unit) {
        end += 1
      }
      runs.append(start..<end)
      start = end
    }
    return runs
  }
}
