/// The size of a simulated fleet, the length of its record, and the seed it grows from.
public struct SimulatorParameters: Sendable, Equatable {
  /// The length of the record, in days of 1440 rows.
  public let days: Int
  /// The number of pumps; a larger fleet begins with the pumps of a smaller one.
  public let pumps: Int
  /// The data set's own seed, which has nothing to do with the seeds of a suite.
  public let seed: Int

  /// The parameters of the embedded default fleet: 12 pumps, 14 days, seed 1.
  public static let standard = SimulatorParameters(uncheckedDays: 14, pumps: 12, seed: 1)

  /// Two days hold both halves of a split with a whole daily course in each.
  public static let dayRange = 2...366
  /// Ids have two digits, so that their order as text is their order as numbers.
  public static let pumpRange = 1...99
  public static let seedRange = 0...Int.max

  /// Creates parameters, with the default fleet's values where none are given.
  ///
  /// - Throws: ``SimulatorParameterError`` for the first value outside its range.
  public init(
    days: Int = standard.days, pumps: Int = standard.pumps, seed: Int = standard.seed
  ) throws {
    try Self.check(days, key: "days", range: Self.dayRange)
    try Self.check(pumps, key: "pumps", range: Self.pumpRange)
    try Self.check(seed, key: "seed", range: Self.seedRange)
    self.init(uncheckedDays: days, pumps: pumps, seed: seed)
  }

  private init(uncheckedDays days: Int, pumps: Int, seed: Int) {
    self.days = days
    self.pumps = pumps
    self.seed = seed
  }

  private static func check(_ value: Int, key: String, range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw SimulatorParameterError(key: key, value: value, range: range)
    }
  }
}

/// A parameter of the simulator outside its range.
public struct SimulatorParameterError: Error, Equatable, CustomStringConvertible {
  public let key: String
  public let value: Int
  public let range: ClosedRange<Int>

  /// One sentence with the key, the value and the range.
  public var description: String {
    range.upperBound == .max
      ? "\(key) is \(value), but must be \(range.lowerBound) or more"
      : "\(key) is \(value), but must be from \(range.lowerBound) through \(range.upperBound)"
  }
}
