import Alarms
import Numerics
import Telemetry

/// The activity monitoring curve: what a detector finds at each rate of false alarms.
///
/// Fawcett and Provost, "Activity monitoring: noticing interesting changes in behavior", KDD 1999.
/// The threshold of each point is taken from the evaluation's own healthy rows, so that detectors
/// are compared at the highest realised rate that does not exceed the budget. The points rank
/// detectors; no operator could have chosen these thresholds.
public struct ActivityCurve: Sendable {
  /// The budgets of the curve, in alarmed healthy rows per 1000.
  public static let budgets: [Double] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

  /// The budgets of the curve and, in its place among them, another.
  static func budgets(with budget: Double) -> [Double] {
    budgets.contains(budget) ? budgets : (budgets + [budget]).sorted()
  }

  /// One point of the curve.
  public struct Point: Sendable, Equatable {
    public let budget: Double
    public let threshold: Double
    /// The share of failing events found, or `nil` without any.
    public let detectionRate: Double?
    /// The median time from alarm to failure, or `nil` without failing events.
    public let medianLead: Double?
    /// Alarm starts on healthy rows, per 1000 healthy rows.
    public let falseAlarmsPer1000: Double
    /// Alarmed healthy rows among all healthy rows.
    public let realisedRate: Double
  }

  private let units: [EvaluatedUnit]
  private let requiredLead: Double
  /// The persistent scores of all healthy evaluated rows, downwards, with the unit of each.
  private let descending: [(score: Double, unit: Int)]

  init(_ units: [EvaluatedUnit], requiredLead: Double) {
    self.units = units
    self.requiredLead = requiredLead
    var rows: [(score: Double, unit: Int)] = []
    for (index, unit) in units.enumerated() {
      for row in unit.truth.rows where unit.truth.labels[row] == .healthy {
        if let score = unit.persistentScores[row] { rows.append((score, index)) }
      }
    }
    descending = rows.sorted { $0.score > $1.score }
  }

  /// The point of one budget, or `nil` when no healthy row has a score.
  func point(budget: Double) -> Point? {
    let scores = descending.map(\.score)
    guard let threshold = ThresholdRule.budgetThreshold(budget, ofDescending: scores) else {
      return nil
    }
    let events = outcomes(above: threshold).flatMap { $0 }
    let counts = units.map { unit in
      let alarms = AlarmRuns(unit.persistentScores, above: threshold)
      let held = EvaluatedUnit(
        truth: unit.truth, scores: unit.scores, persistentScores: unit.persistentScores,
        alarms: alarms)
      return PointMetrics.counts(of: held)
    }
    let sum = counts.reduce(PointMetrics.Counts(), +)
    let healthy = Double(sum.healthyRows)
    return Point(
      budget: budget, threshold: threshold,
      detectionRate: events.isEmpty
        ? nil : Double(events.count { $0.kind.isDetected }) / Double(events.count),
      medianLead: Statistics.median(events.map(\.lead)),
      falseAlarmsPer1000: 1000 * Double(sum.falseAlarms) / healthy,
      realisedRate: Double(sum.falsePositives) / healthy)
  }

  /// Detection rate and median lead at a budget in every resample, the threshold taken anew in each.
  func replicates(budget: Double, _ resamples: Resamples) -> (rate: [Double], lead: [Double]) {
    var scored = [Double](repeating: 0, count: units.count)
    for row in descending { scored[row.unit] += 1 }
    // Thresholds repeat between resamples: outcomes are judged once for each.
    var judged: [Double: LeadTable] = [:]
    var medians: [Double] = []
    medians.reserveCapacity(resamples.count)
    let rates = resamples.replicate { draws in
      guard let threshold = threshold(budget: budget, draws, rows: weighted(draws, scored)) else {
        medians.append(.nan)
        return nil
      }
      let table = judged[threshold] ?? leads(above: threshold)
      judged[threshold] = table
      medians.append(table.medianLead(draws) ?? .nan)
      return table.detectionRate(draws)
    }
    return (rates, medians)
  }

  private func threshold(budget: Double, _ draws: Span<Double>, rows: Double) -> Double? {
    let index = (budget * rows / 1000).rounded(.down)
    var passed = 0.0
    for row in descending {
      passed += draws[row.unit]
      if passed > index { return row.score }
    }
    return nil
  }

  /// The leads of all events: what ``EventOutcome`` makes of the alarms near each.
  ///
  /// Thousands of resamples ask for them at hundreds of thresholds. An alarm that counts starts
  /// between the early band and the event's end, so no other rows are looked at; one before the band
  /// shows whether an alarm has stood for longer.
  private func leads(above threshold: Double) -> LeadTable {
    LeadTable(
      units.enumerated().map { index, unit in
        unit.truth.events.flatMap { event in
          EventOutcome.outcomes(
            unit: index, events: [event], rows: unit.truth.rows,
            alarms: AlarmRuns(
              unit.persistentScores, above: threshold,
              within: max(0, event.bandStart - 1)..<event.end + 1
            ).runs, requiredLead: requiredLead, time: { unit.truth.times[$0] },
            label: { unit.truth.labels[$0] })
        }
      })
  }

  private func outcomes(above threshold: Double) -> [[EventOutcome]] {
    units.enumerated().map { index, unit in
      if unit.truth.events.isEmpty { return [] }
      return EventOutcome.outcomes(
        unit: index, truth: unit.truth,
        alarms: AlarmRuns(unit.persistentScores, above: threshold), requiredLead: requiredLead)
    }
  }
}

/// The leads of all events, sorted once so that every resample can find its median by counting.
struct LeadTable {
  private let events: [(lead: Double, unit: Int)]
  private let found: [Double]
  private let all: [Double]

  init(_ outcomes: [[EventOutcome]]) {
    events = outcomes.flatMap { $0 }.map { ($0.lead, $0.unit) }.sorted { $0.0 < $1.0 }
    found = outcomes.map { unit in Double(unit.count { $0.kind.isDetected }) }
    all = outcomes.map { Double($0.count) }
  }

  func detectionRate(_ draws: Span<Double>) -> Double? {
    let count = weighted(draws, all)
    return count > 0 ? weighted(draws, found) / count : nil
  }

  /// The median of type 7 when every unit's events count as often as the unit was drawn.
  func medianLead(_ draws: Span<Double>) -> Double? {
    let count = weighted(draws, all)
    guard count > 0 else { return nil }
    let lower = ((count - 1) / 2).rounded(.down)
    let upper = ((count - 1) / 2).rounded(.up)
    var passed = 0.0
    var low: Double?
    for event in events {
      passed += draws[event.unit]
      if low == nil, passed > lower { low = event.lead }
      if let low, passed > upper { return low == event.lead ? low : (low + event.lead) / 2 }
    }
    return low
  }
}
