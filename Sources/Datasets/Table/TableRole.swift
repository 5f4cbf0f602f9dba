/// What a column of a table says of its row, other than what a sensor measured.
public enum TableRole: String, Sendable, CaseIterable {
  /// The machine.
  case unit
  case time
  /// Healthy, grey or failing.
  case label
  /// What the machine is doing.
  case phase
  /// The condition under which it works.
  case regime
  /// When the unit fails; the same in all rows of a unit that say so.
  case failure
}
