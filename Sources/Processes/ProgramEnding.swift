/// What is known of a program once nothing of it is left.
public struct ProgramEnding: Equatable, Sendable {
  public let status: ProgramStatus
  /// Whether it had to be ended from here.
  public let wasKilled: Bool
  /// Whether it ended by itself, but left others running that it had started.
  public let leftProcesses: Bool
  /// The processor time of the program and of those it has waited for, in seconds.
  public let processorSeconds: Double
  /// The most resident memory that was seen of the program and those it has started, in bytes.
  public let peakMemory: Int
}
