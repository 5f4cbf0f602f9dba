/// How long a program may take, and how much memory it may hold.
public struct ProgramLimits: Sendable, Equatable {
  /// Seconds from its start to its readiness.
  public var start: Double
  /// Seconds of one fit.
  public var fit: Double
  /// Seconds of waiting for the scores of one unit.
  public var score: Double
  /// Bytes of resident memory of the program and all that it starts.
  public var memory: Int

  public init(start: Double, fit: Double, score: Double, memory: Int) {
    self.start = start
    self.fit = fit
    self.score = score
    self.memory = memory
  }

  /// What holds where a suite says nothing.
  public static let standard = ProgramLimits(
    start: 60, fit: 600, score: 600, memory: 2_000_000_000)

  /// Seconds between the request to leave and the end by force.
  static let patience = 2.0
}
