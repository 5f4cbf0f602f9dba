/// How far a persistent score stands above what is usual, on the scale that the threshold sets.
public enum Severity: String, Sendable, CaseIterable {
  case normal
  case watch
  case medium
  case high
  case critical

  /// The severity of a persistent score.
  ///
  /// With m the median calibration score, s = (q − m) ÷ (θ − m): normal below 0.75, watch up to 1,
  /// medium up to 1.5, high up to 2.5, critical beyond. Where θ ≤ m only normal and high exist.
  public init(of persistentScore: Double, threshold: Threshold) {
    let span = threshold.value - threshold.median
    guard span > 0 else {
      self = persistentScore > threshold.value ? .high : .normal
      return
    }
    let share = (persistentScore - threshold.median) / span
    self =
      if share < 0.75 { .normal } else if share <= 1 { .watch } else if share <= 1.5 {
        .medium
      } else if share <= 2.5 { .high } else { .critical }
  }
}
