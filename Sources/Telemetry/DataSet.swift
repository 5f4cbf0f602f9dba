/// Units of one kind of machine, with what a reader must know to use them.
public struct DataSet: Sendable {
  /// The source and subset as a suite names them, such as `cmapss` and `FD001`.
  public let source: String
  public let subset: String?
  public let channels: [Channel]
  public let timeUnit: TimeUnit
  /// The units that may be fitted on, sorted by id (ids that are all integers sort as numbers).
  public let units: [Unit]
  /// The official test units, where the source has such a part and it was asked for.
  public let testUnits: [Unit]?
  /// The channels that define the operating regime, as indices into `channels`.
  public let regimeChannels: [Int]
  /// The channels that follow the machine's load, as indices into `channels`.
  public let loadChannels: [Int]
  /// The names of the regime keys where they have any: `regimeNames[key]`.
  public let regimeNames: [String]?
  /// The plainest indicators of health, as indices into `channels`; the `raw` control reads the
  /// first of them that a unit has.
  public let rawChannels: [Int]
  /// SHA-256 of the parsed content, as lower-case hexadecimal digits: what the data set *is*.
  public let identity: String
  /// The files that it was read from, for the record of the machine; empty for simulated data.
  public let containers: [Container]

  /// Creates a data set; units in any order are sorted by id, so that nothing downstream depends on
  /// the order in which a source lists them.
  public init(
    source: String, subset: String?, channels: [Channel], timeUnit: TimeUnit, units: [Unit],
    testUnits: [Unit]? = nil, regimeChannels: [Int] = [], loadChannels: [Int] = [],
    regimeNames: [String]? = nil, rawChannels: [Int], identity: String, containers: [Container] = []
  ) {
    self.source = source
    self.subset = subset
    self.channels = channels
    self.timeUnit = timeUnit
    self.units = units.sorted(byID: \.id)
    self.testUnits = testUnits?.sorted(byID: \.id)
    self.regimeChannels = regimeChannels
    self.loadChannels = loadChannels
    self.regimeNames = regimeNames
    self.rawChannels = rawChannels
    self.identity = identity
    self.containers = containers
  }
}

/// A file that a data set was read from.
public struct Container: Sendable, Equatable {
  /// The file's name without its folder.
  public let name: String
  /// SHA-256 of the file's bytes, as lower-case hexadecimal digits.
  public let sha256: String

  public init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}
