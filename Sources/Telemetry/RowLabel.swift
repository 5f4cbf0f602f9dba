/// What is known, in hindsight, of the machine's health at one row.
public enum RowLabel: UInt8, Sendable {
  case healthy
  /// Degrading: counted neither as healthy nor as failing.
  case grey
  case failing
}
