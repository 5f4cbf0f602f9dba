public import Telemetry

/// A named set of labels: which rows are healthy, grey and failing, and which may be fitted on.
///
/// For units that fail, the thresholds are on the remaining life in the data set's time unit:
/// failing at or below `failingWithin`, healthy above `healthyBeyond`, grey between; rows above
/// `fitBeyond` are what unsupervised detectors learn from. Without thresholds the recorded faults
/// decide: rows of those in `failingFaults` fail, all others are healthy.
public struct LabelRule: Sendable, Equatable {
  public let name: String
  /// Raised whenever the labels of a named set change; `nil` for a set that a suite defines.
  public let version: Int?
  public let thresholds: Thresholds?
  /// Where the faults sit that make rows fail; without meaning beside thresholds.
  public let failingFaults: [Fault.Origin]

  /// The remaining lives that divide a life.
  public struct Thresholds: Sendable, Equatable {
    public let failingWithin: Double
    public let healthyBeyond: Double
    public let fitBeyond: Double

    public init(failingWithin: Double, healthyBeyond: Double, fitBeyond: Double) {
      self.failingWithin = failingWithin
      self.healthyBeyond = healthyBeyond
      self.fitBeyond = fitBeyond
    }

    /// The remaining life at which the early band begins: alarms from here on count as detections.
    public var bandBeyond: Double { max(healthyBeyond, fitBeyond) }
  }

  public init(
    name: String, version: Int? = nil, thresholds: Thresholds?,
    failingFaults: [Fault.Origin] = [.machine]
  ) {
    self.name = name
    self.version = version
    self.thresholds = thresholds
    self.failingFaults = failingFaults
  }

  /// The label of every row of a unit.
  public func labels(of unit: Unit) -> [RowLabel] {
    guard let thresholds else { return exactLabels(of: unit) }
    return (0..<unit.rows).map { row in
      guard let life = unit.remainingLife(at: row) else { return .healthy }
      if life <= thresholds.failingWithin { return .failing }
      return life > thresholds.healthyBeyond ? .healthy : .grey
    }
  }

  /// Whether an unsupervised detector may learn from each row of a unit.
  public func mayFit(_ unit: Unit) -> [Bool] {
    guard let thresholds else { return exactLabels(of: unit).map { $0 == .healthy } }
    return (0..<unit.rows).map { row in
      unit.remainingLife(at: row).map { $0 > thresholds.fitBeyond } ?? true
    }
  }

  private func exactLabels(of unit: Unit) -> [RowLabel] {
    var labels = [RowLabel](repeating: .healthy, count: unit.rows)
    for fault in unit.faults where failingFaults.contains(fault.origin) {
      for row in fault.rows { labels[row] = .failing }
    }
    return labels
  }
}
