public import Numerics

/// One machine: its rows in the order of time, and how it ended.
public struct Unit: Sendable {
  /// The name within its data set, such as `17` or `pump-03`.
  public let id: String
  /// One strictly increasing time per row, in the data set's time unit.
  public let times: [Double]
  /// Rows × channels of the data set; NaN is a missing value.
  public let values: Matrix
  public let ending: Ending
  /// The operating regime of every row, as the machine's control knows it; `nil` where there is one.
  public let regimeKeys: [Int]?
  /// The state of operation of every row, where the source records it.
  public let recordedPhases: PhaseTrack?
  /// The label of every row, where the source states it row by row.
  public let recordedLabels: [RowLabel]?
  /// Whether the machine stood still, for every row; `nil` where it never did.
  public let isOff: [Bool]?
  /// The channels that the unit has, as ascending indices into the data set's; `nil` for all.
  ///
  /// The others are missing in every row.
  public let channels: [Int]?
  /// When another unit on the same machine failed, for a unit that did not fail itself.
  public let neighbourFailure: Double?
  /// Every fault that the source records, in order of onset; machine and sensor faults alike.
  public let faults: [Fault]

  /// Creates a unit.
  ///
  /// - Precondition: There is one time, regime key, phase, label and flag per row of `values`.
  public init(
    id: String, times: [Double], values: Matrix, ending: Ending, regimeKeys: [Int]? = nil,
    recordedPhases: PhaseTrack? = nil, recordedLabels: [RowLabel]? = nil, isOff: [Bool]? = nil,
    channels: [Int]? = nil, neighbourFailure: Double? = nil, faults: [Fault] = []
  ) {
    precondition(times.count == values.rows, "one time per row")
    precondition((regimeKeys?.count ?? values.rows) == values.rows, "one regime key per row")
    precondition((recordedPhases?.codes.count ?? values.rows) == values.rows, "one phase per row")
    precondition((recordedLabels?.count ?? values.rows) == values.rows, "one label per row")
    precondition((isOff?.count ?? values.rows) == values.rows, "one flag per row")
    self.id = id
    self.times = times
    self.values = values
    self.ending = ending
    self.regimeKeys = regimeKeys
    self.recordedPhases = recordedPhases
    self.recordedLabels = recordedLabels
    self.isOff = isOff
    self.channels = channels
    self.neighbourFailure = neighbourFailure
    self.faults = faults
  }

  public var rows: Int { times.count }

  /// Whether the unit has a channel at all.
  public func has(channel: Int) -> Bool { channels?.contains(channel) ?? true }

  /// The time from a row to the failure, or `nil` for a unit that was not seen to fail.
  public func remainingLife(at row: Int) -> Double? {
    guard case .failed(let time) = ending else { return nil }
    return time - times[row]
  }
}

/// How the record of a unit ends.
public enum Ending: Sendable, Equatable {
  /// The machine failed at this time, in the unit's own time; perhaps after its last row.
  case failed(at: Double)
  /// The record ends before any failure.
  case censored
}

/// A recorded fault: the ground truth behind the failing rows of a unit.
public struct Fault: Sendable, Equatable {
  /// Where a fault sits: in the machine, or in a sensor of a healthy machine.
  public enum Origin: String, Sendable {
    case machine
    case sensor
  }

  /// The kind, such as `cavitation` or `stuck-value`.
  public let kind: String
  public let origin: Origin
  /// The rows from onset through the end of the fault.
  public let rows: Range<Int>
  /// The channels that show it, as indices into the data set's channels, ascending.
  public let channels: [Int]

  public init(kind: String, origin: Origin, rows: Range<Int>, channels: [Int]) {
    self.kind = kind
    self.origin = origin
    self.rows = rows
    self.channels = channels
  }
}
