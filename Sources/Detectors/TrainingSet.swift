public import Numerics
public import Telemetry

/// The prepared training rows of a data set, unit by unit, sorted by unit id.
public struct TrainingSet: Sendable {
  public let channels: [Channel]
  /// The ids of channels that the units of this fit do not have, though others of the data set do.
  public let absentChannels: Set<String>
  public let units: [TrainingUnit]

  public init(channels: [Channel], absentChannels: Set<String> = [], units: [TrainingUnit]) {
    self.channels = channels
    self.absentChannels = absentChannels
    self.units = units
  }

  /// The rows that may be fitted on, of all units one after another: rows × channels.
  public func fitRows() -> Matrix {
    var storage: [Double] = []
    var count = 0
    for unit in units {
      for row in unit.fitRows { storage.append(contentsOf: unit.values.row(row)) }
      count += unit.fitRows.count
    }
    return Matrix(rows: count, columns: channels.count, storage: storage)
  }
}

/// The rows of one training unit, from its first through the last that training may see.
public struct TrainingUnit: Sendable {
  public let id: String
  /// Rows × channels, as prepared: none is missing, and all are finite.
  public let values: Matrix
  public let moments: [Moment]
  /// The rows that may be fitted on, ascending.
  public let fitRows: [Int]
  /// One target for each of ``fitRows``, where the detector's ``Detector/learning`` has any.
  public let targets: [Double]?

  /// Creates the rows of a unit.
  ///
  /// - Precondition: There is one target, or none at all, per fit row.
  public init(
    id: String, values: Matrix, moments: [Moment], fitRows: [Int], targets: [Double]? = nil
  ) {
    precondition((targets?.count ?? fitRows.count) == fitRows.count, "one target per fit row")
    self.id = id
    self.values = values
    self.moments = moments
    self.fitRows = fitRows
    self.targets = targets
  }
}

/// The source of random numbers of one cell: a function of names, never of the order of execution.
public struct Randomness: Sendable, Equatable {
  public let seed: UInt64
  public let dataset: String
  public let detector: String

  public init(seed: UInt64, dataset: String, detector: String) {
    self.seed = seed
    self.dataset = dataset
    self.detector = detector
  }

  /// The stream for fitting, or for one named part of it.
  public func stream(_ purpose: String) -> RandomStream {
    RandomStream(seed: seed, path: ["fit", dataset, detector, purpose])
  }

  /// The stream for scoring one unit.
  public func stream(forUnit id: String) -> RandomStream {
    RandomStream(seed: seed, path: ["score", dataset, detector, id])
  }
}
