/// What is known, in hindsight, of the machine's health at one row.
public enum RowLabel: UInt8, Sendable {
  case healthy
  /// Degrading: counted neither as healthy nor as failing.
  case grey
  case failing
  /// The machine stands still: the row counts nowhere.
  case off

  /// Whether the row is healthy or failing, so that metrics of two classes count it.
  public var isCounted: Bool { self == .healthy || self == .failing }
}
