/// A maximal run of failing rows of one unit: what a detector is to find.
public struct FailingEvent: Sendable, Equatable {
  /// The first failing row.
  public let onset: Int
  /// The last observed failing row.
  public let end: Int
  /// The first row of the early band, in which an alarm counts as this event's; `onset` without one.
  public let bandStart: Int
  /// The time of the failure itself, perhaps after the last observed row.
  public let failureTime: Double

  public init(onset: Int, end: Int, bandStart: Int, failureTime: Double) {
    self.onset = onset
    self.end = end
    self.bandStart = bandStart
    self.failureTime = failureTime
  }
}
