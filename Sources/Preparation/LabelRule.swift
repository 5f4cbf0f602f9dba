public import Telemetry

/// A named set of labels: which rows are healthy, grey and failing, and which may be fitted on.
///
/// Rows of a machine that stands still are *off*, whatever the set says, and are not fitted on. A
/// unit that did not fail is healthy throughout; but from the onset of a failing neighbour on the
/// same machine on its rows are grey.
public struct LabelRule: Sendable, Equatable {
  public let name: String
  /// Raised whenever the labels of a named set change; `nil` for a set that a suite defines.
  public let version: Int?
  public let criterion: Criterion

  /// What decides.
  public enum Criterion: Sendable, Equatable {
    /// The remaining life of units that fail.
    case life(Thresholds)
    /// The place among the running rows of a unit that fails.
    case rows(Shares)
    /// The labels that the source states row by row.
    case recorded
    /// Recorded faults: rows of those that sit in one of these fail, all others are healthy.
    case faults([Fault.Origin])
  }

  /// The remaining lives that divide a life, in the data set's time unit: failing at or below
  /// `failingWithin`, healthy above `healthyBeyond`, grey between.
  public struct Thresholds: Sendable, Equatable {
    public let failingWithin: Double
    public let healthyBeyond: Double
    /// Unsupervised detectors learn from the rows above it; from all running rows where `nil`.
    public let fitBeyond: Double?

    public init(failingWithin: Double, healthyBeyond: Double, fitBeyond: Double?) {
      self.failingWithin = failingWithin
      self.healthyBeyond = healthyBeyond
      self.fitBeyond = fitBeyond
    }

    /// The remaining life at which the early band begins: alarms from here on count as detections.
    public var bandBeyond: Double { max(healthyBeyond, fitBeyond ?? 0) }
  }

  /// The shares of a unit's running rows that are healthy, from its first, and failing, up to its
  /// last; those between are grey.
  public struct Shares: Sendable, Equatable {
    public let healthy: Double
    public let failing: Double

    public init(healthy: Double, failing: Double) {
      self.healthy = healthy
      self.failing = failing
    }
  }

  public init(name: String, version: Int? = nil, criterion: Criterion) {
    self.name = name
    self.version = version
    self.criterion = criterion
  }

  /// The remaining lives that divide a life, where they do.
  public var thresholds: Thresholds? {
    if case .life(let thresholds) = criterion { thresholds } else { nil }
  }

  /// The label of every row of a unit.
  public func labels(of unit: Unit) -> [RowLabel] {
    var labels: [RowLabel]
    if let onset = neighbourOnset(of: unit) {
      labels = (0..<unit.rows).map { $0 < onset ? .healthy : .grey }
    } else {
      labels = ownLabels(of: unit)
    }
    if let isOff = unit.isOff {
      for row in labels.indices where isOff[row] { labels[row] = .off }
    }
    return labels
  }

  /// The first row of a unit at which a neighbour on the same machine is failing, for a unit that
  /// does not fail itself; `nil` where there is none.
  public func neighbourOnset(of unit: Unit) -> Int? {
    guard unit.ending == .censored, let failure = unit.neighbourFailure else { return nil }
    return labelsOfLife(unit, failure: failure)?.firstIndex(of: .failing)
  }

  /// Whether an unsupervised detector may learn from each row of a unit.
  public func mayFit(_ unit: Unit) -> [Bool] {
    let isRunning = unit.isOff.map { $0.map { !$0 } } ?? [Bool](repeating: true, count: unit.rows)
    switch criterion {
    case .recorded, .faults: return labels(of: unit).map { $0 == .healthy }
    case .rows: return isRunning
    case .life(let thresholds):
      guard let least = thresholds.fitBeyond else { return isRunning }
      return isRunning.indices.map { row in
        isRunning[row] && unit.remainingLife(at: row).map { $0 > least } ?? true
      }
    }
  }

  /// The labels that a unit's own end and faults give.
  private func ownLabels(of unit: Unit) -> [RowLabel] {
    var labels = [RowLabel](repeating: .healthy, count: unit.rows)
    switch criterion {
    case .life, .rows:
      if case .failed(let time) = unit.ending {
        labels = labelsOfLife(unit, failure: time) ?? labels
      }
    case .recorded: labels = unit.recordedLabels ?? labels
    case .faults(let origins):
      for fault in unit.faults where origins.contains(fault.origin) {
        for row in fault.rows { labels[row] = .failing }
      }
    }
    return labels
  }

  /// The labels of a unit that fails at a time; `nil` where the set knows no lives.
  private func labelsOfLife(_ unit: Unit, failure: Double) -> [RowLabel]? {
    switch criterion {
    case .recorded, .faults: nil
    case .life(let thresholds):
      unit.times.map { time in
        if failure - time <= thresholds.failingWithin { return .failing }
        return failure - time > thresholds.healthyBeyond ? .healthy : .grey
      }
    case .rows(let shares): shares.labels(of: unit)
    }
  }
}

extension LabelRule.Shares {
  fileprivate func labels(of unit: Unit) -> [RowLabel] {
    let running = unit.isOff.map { isOff in isOff.count { !$0 } } ?? unit.rows
    let healthyRows = Int((healthy * Double(running)).rounded(.down))
    let failingRows = Int((failing * Double(running)).rounded(.down))
    var place = 0
    return (0..<unit.rows).map { row in
      if unit.isOff?[row] == true { return .off }
      defer { place += 1 }
      if place >= running - failingRows { return .failing }
      return place < healthyRows ? .healthy : .grey
    }
  }
}
