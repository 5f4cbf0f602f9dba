/// A reviewed value of a gated metric, and how far a new one may lie from it.
public struct GoldenRow: Sendable, Equatable {
  public let key: MetricKey
  public let value: Double
  public let tolerance: Tolerance

  /// How far a new value may lie from the golden one: max(absolute, relative · |golden|).
  var allowed: Double { max(tolerance.absolute, tolerance.relative * abs(value)) }

  /// Whether a new value is close enough.
  func accepts(_ new: Double) -> Bool {
    // Written so that NaN is never accepted.
    abs(new - value) <= allowed
  }

  /// Whether the tolerance is exact or lets at least one case of a counted metric pass.
  func isMeaningful(forCase size: Double) -> Bool {
    allowed <= Tolerance.exact.absolute || allowed >= size * (1 - 1e-9)
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
