public import Telemetry

/// A run of consecutive rows of a unit.
public struct UnitSlice: Sendable {
  public let unit: Unit
  /// The rows, counted from the unit's first.
  public let rows: Range<Int>

  public init(unit: Unit, rows: Range<Int>) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= unit.rows, "rows outside the unit")
    self.unit = unit
    self.rows = rows
  }
}
