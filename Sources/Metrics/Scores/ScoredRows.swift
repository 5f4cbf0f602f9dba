public import Telemetry

/// One row of a file of scores.
public struct ScoredRow: Sendable {
  public let label: RowLabel
  /// The score, greater is more anomalous; `nil` where there is none.
  public let score: Double?
  /// The time; `nil` takes the number of the row in its unit.
  public let time: Double?
  public let isAlarmed: Bool

  public init(label: RowLabel, score: Double?, time: Double?, isAlarmed: Bool) {
    self.label = label
    self.score = score
    self.time = time
    self.isAlarmed = isAlarmed
  }
}

/// The rows of a file of scores, gathered unit by unit as far as some metrics need them.
public struct ScoredRows: Sendable {
  /// What is kept of rows beside their counts.
  public struct Parts: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The scores of each class, all units together, eight bytes per row.
    public static let pool = Parts(rawValue: 1)
    /// The runs of equal labels of each unit.
    public static let labels = Parts(rawValue: 2)
    /// The runs of alarmed rows of each unit.
    public static let alarms = Parts(rawValue: 4)
    /// The times of rows in which an event begins or ends or an alarm starts.
    public static let times = Parts(rawValue: 8)
    /// The scores of each unit, eight bytes per row.
    public static let scores = Parts(rawValue: 16)
  }

  public private(set) var rows = 0
  public private(set) var greyRows = 0
  public private(set) var rowsWithoutScore = 0
  /// The maximal runs of failing rows of all units.
  public private(set) var events = 0
  private let parts: Parts
  private(set) var units: [UnitRuns] = []
  private(set) var unitCounts: [PointMetrics.Counts] = []
  private(set) var phaseCounts: [PointMetrics.Counts] = []
  /// The scores of all failing rows, −∞ where there is none.
  private(set) var failingScores: [Double] = []
  /// The scores of all healthy rows, −∞ where there is none.
  private(set) var healthyScores: [Double] = []

  /// Starts without rows.
  public init(keeping parts: Parts) {
    self.parts = parts
  }

  /// The number of units.
  public var unitCount: Int { units.count }

  /// The time of the newest row of a unit, or `nil` before its first.
  public func lastTime(ofUnit unit: Int) -> Double? {
    units.indices.contains(unit) ? units[unit].lastTime : nil
  }

  /// Adds the next row of a unit.
  ///
  /// - Parameters:
  ///   - row: The row; times ascend within a unit.
  ///   - unit: The unit's number; a new unit takes the next one.
  ///   - phase: The number of the row's phase, in the same manner; `nil` where phases are unknown.
  public mutating func add(_ row: ScoredRow, unit: Int, phase: Int?) {
    if unit == units.count {
      units.append(UnitRuns())
      unitCounts.append(PointMetrics.Counts())
    }
    rows += 1
    if row.label == .grey { greyRows += 1 }
    if row.score == nil { rowsWithoutScore += 1 }
    if parts.contains(.pool) { pool(row) }
    let (startsEvent, startsAlarm) = units[unit].add(row, keeping: parts)
    if startsEvent { events += 1 }
    unitCounts[unit].add(row, startsAlarm: startsAlarm)
    guard let phase else { return }
    if phase == phaseCounts.count { phaseCounts.append(PointMetrics.Counts()) }
    phaseCounts[phase].add(row, startsAlarm: startsAlarm)
  }

  private mutating func pool(_ row: ScoredRow) {
    switch row.label {
    case .failing: failingScores.append(row.score ?? -.infinity)
    case .healthy: healthyScores.append(row.score ?? -.infinity)
    case .grey, .off: break
    }
  }

  /// Ends all units.
  mutating func finish() {
    for unit in units.indices { units[unit].finish() }
  }

  /// Every unit without its grey rows; the scores move there, so that they are nowhere twice.
  mutating func takeSeries() -> [Series] {
    units.indices.map { units[$0].takeSeries() }
  }

  /// The pooled rows as a ranking, which takes their scores away.
  mutating func takeRanking() -> PooledRanking {
    let pool = (failing: failingScores, healthy: healthyScores)
    failingScores = []
    healthyScores = []
    return PooledRanking(failing: pool.failing, healthy: pool.healthy)
  }
}

extension PointMetrics.Counts {
  fileprivate mutating func add(_ row: ScoredRow, startsAlarm: Bool) {
    add(
      label: row.label, isAlarmed: row.isAlarmed, isStart: startsAlarm, isScored: row.score != nil)
  }
}
