/// A reviewed value of a gated metric, and how far a new one may lie from it.
public struct GoldenRow: Sendable, Equatable {
  public let key: MetricKey
  public let value: Double
  public let tolerance: Tolerance

  /// Whether a new value is close enough: |new − golden| ≤ max(absolute, relative · |golden|).
  func accepts(_ new: Double) -> Bool {
    // Written so that NaN is never accepted.
    abs(new - value) <= max(tolerance.absolute, tolerance.relative * abs(value))
  }
}

extension GoldenRow {
  /// Takes a row of a record as golden, with the gate's tolerance; a control has none.
  init(_ row: MetricRow, gate: Gate) {
    self.init(
      key: row.key, value: row.value,
      tolerance: Suite.controls.contains(row.key.detector)
        ? .exact : gate.tolerances.tolerance(detector: row.key.detector, metric: row.key.metric))
  }
}
