import Numerics
public import Telemetry

/// Startup, steady operation and shutdown as a machine's readings show them, row by row.
///
/// Readings are scaled by the mean and population sd of the training rows. *Volatility* is the mean
/// over channels of the sd of the last 30 rows; *load* the mean of the load channels, *trend* its
/// least-squares slope over the last 5 rows. A steep rise of the load begins a startup and a steep fall
/// a shutdown; either lasts until the rows are calm again. Every phase lasts at least 5 rows.
///
/// Two limits are learnt from the training rows, neither from recorded states:
/// - *calm* is a volatility of at most median + 3 · 1.4826 · MAD, the control limit of a chart whose
///   centre and spread a minority of transients cannot move (Iglewicz and Hoaglin, "How to Detect and
///   Handle Outliers", 1993);
/// - *steep* is a trend that would cross the load's usual range (quantiles 0.01 to 0.99) within 60
///   rows, two windows, and passes 3 · 1.4826 · MAD of the trends: of a load that is noise from row to
///   row, as between the flights of an engine, hardly any is.
///
/// A row's phase depends on it and earlier rows of its unit alone.
public struct VolatilityPhases: Sendable {
  /// The rows over which volatility is taken.
  static let window = 30
  /// The rows over which a trend is taken, and the fewest that a phase lasts.
  static let dwell = 5

  let scale: VolatilityScale
  /// The largest volatility of calm rows.
  let calm: Double
  /// The smallest slope of the load, per row, that is steep.
  let steep: Double

  /// Learns scale and limits from the training rows.
  ///
  /// - Parameters:
  ///   - training: The training rows; missing readings take the last one before them.
  ///   - loadChannels: The channels that follow the machine's load, as indices into its channels.
  /// - Throws: ``PreparationError`` when no load channel varies over the training rows.
  public init(training: [UnitSlice], loadChannels: [Int]) throws(PreparationError) {
    let scale = VolatilityScale(training: training, loadChannels: loadChannels)
    if scale.load.isEmpty {
      throw PreparationError(
        "phases by volatility need a channel of load that varies over the training rows")
    }
    self.scale = scale
    var measures: [VolatilityWindow.Measure] = []
    for slice in training {
      var window = VolatilityWindow(scale: scale)
      for row in slice.rows { measures.append(slice.unit.values.withRow(row) { window.push($0) }) }
    }
    let volatilities = measures.map(\.volatility)
    calm = (Statistics.median(volatilities) ?? 0) + 3 * Self.robustSpread(volatilities)
    let loads = measures.map(\.load).sorted()
    let range =
      (Statistics.quantile(ofSorted: loads, 0.99) ?? 0)
      - (Statistics.quantile(ofSorted: loads, 0.01) ?? 0)
    steep = max(range / Double(2 * Self.window), 3 * Self.robustSpread(measures.map(\.trend)))
  }

  /// Starts following a unit at its first row.
  public func follower() -> PhaseFollower { PhaseFollower(phases: self) }

  /// The phases of all rows of a unit, with the codes of ``OperatingPhase``.
  public func track(of unit: Unit) -> PhaseTrack {
    PhaseTrack(
      names: OperatingPhase.allCases.map(\.rawValue),
      codes: phases(of: unit, upTo: unit.rows).map(\.code))
  }

  /// The phases of a unit's first rows.
  public func phases(of unit: Unit, upTo end: Int) -> [OperatingPhase] {
    var follower = follower()
    return (0..<end).map { row in unit.values.withRow(row) { follower.phase(of: $0) } }
  }

  /// 1.4826 times the median absolute deviation, which is the sd of normal values.
  private static func robustSpread(_ values: [Double]) -> Double {
    guard let median = Statistics.median(values) else { return 0 }
    return 1.4826 * (Statistics.median(values.map { ($0 - median).magnitude }) ?? 0)
  }
}

/// Follows one unit through its phases, a row at a time.
public struct PhaseFollower: Sendable {
  private let phases: VolatilityPhases
  private var window: VolatilityWindow
  private var phase = OperatingPhase.steady
  /// The rows that the phase has lasted; the one before a unit's first row may end at any time.
  private var age = VolatilityPhases.dwell

  init(phases: VolatilityPhases) {
    self.phases = phases
    window = VolatilityWindow(scale: phases.scale)
  }

  /// The phase of the next row.
  ///
  /// - Parameter row: The readings of all channels in their physical units; NaN is a missing one.
  /// - Returns: The phase.
  public mutating func phase(of row: Span<Double>) -> OperatingPhase {
    let next = next(window.push(row))
    if next != phase, age >= VolatilityPhases.dwell {
      phase = next
      age = 0
    }
    age += 1
    return phase
  }

  private func next(_ measure: VolatilityWindow.Measure) -> OperatingPhase {
    if measure.trend > phases.steep { return .startup }
    if measure.trend < -phases.steep { return .shutdown }
    return measure.volatility <= phases.calm ? .steady : phase
  }
}
