public import Telemetry

/// What a detector is told of its cell before the first fit.
public struct CellSurroundings: Sendable {
  /// The ids of the channels that the data set prepares; a fit may have fewer.
  public let channels: [String]
  public let timeUnit: TimeUnit
  /// The names of data set and detector, and the seed.
  public let randomness: Randomness
  /// Whether a unit to learn from and another one to score have the same name.
  public let namesRepeat: Bool

  public init(
    channels: [String], timeUnit: TimeUnit, randomness: Randomness, namesRepeat: Bool = false
  ) {
    self.namesRepeat = namesRepeat
    self.channels = channels
    self.timeUnit = timeUnit
    self.randomness = randomness
  }
}

/// What a program leaves behind when its work on a cell has ended.
public struct ProgramRemains: Sendable, Equatable {
  /// The end of what it wrote to standard error.
  public let standardError: String
  /// The most resident memory that its processes held together, in bytes.
  public let peakMemory: Int
  /// How it ended otherwise than it should, in one sentence; `nil` where it left when told to.
  public let disorder: String?

  /// What it wrote and how it ended, for people to read.
  public var log: String {
    guard let disorder else { return standardError }
    let isOpen = !standardError.isEmpty && !standardError.hasSuffix("\n")
    return standardError + (isOpen ? "\n" : "") + "assay: \(disorder)\n"
  }

  public init(standardError: String, peakMemory: Int, disorder: String?) {
    self.standardError = standardError
    self.peakMemory = peakMemory
    self.disorder = disorder
  }
}
