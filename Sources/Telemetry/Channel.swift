/// One measured quantity of a machine.
public struct Channel: Sendable, Hashable {
  /// The short name used in suites and tables, such as `s11` or `vibration`.
  public let id: String
  /// The physical unit as printed, such as `mm/s`; `nil` where the source states none.
  public let unit: String?

  public init(id: String, unit: String? = nil) {
    self.id = id
    self.unit = unit
  }
}

/// What one step of a unit's time counts.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
  /// One flight of an engine; not a length of time.
  case cycle
  case second
  case minute
  case hour
  case day

  /// How many of these make a day, or `nil` where the unit is no length of time.
  public var perDay: Double? {
    switch self {
    case .cycle: nil
    case .second: 86400
    case .minute: 1440
    case .hour: 24
    case .day: 1
    }
  }
}
