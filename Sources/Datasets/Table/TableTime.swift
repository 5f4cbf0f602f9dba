import Telemetry

/// A time as it stands in a table.
enum TableTime: Sendable, Equatable {
  /// A number in the table's time unit.
  case number(Double)
  /// Nanoseconds since 1970-01-01.
  case instant(Int)

  func isLater(than other: TableTime) -> Bool {
    switch (self, other) {
    case (.number(let time), .number(let other)): time > other
    case (.instant(let time), .instant(let other)): time > other
    case (.number, .instant), (.instant, .number): false
    }
  }

  /// The time as units have it: numbers as they are, instants as the time passed since `origin`.
  func value(since origin: TableTime, in unit: TimeUnit) -> Double {
    switch (self, origin) {
    case (.instant(let time), .instant(let origin)):
      // By parts, for centuries of nanoseconds do not fit into one integer.
      var seconds = time / 1_000_000_000 - origin / 1_000_000_000
      var rest = time % 1_000_000_000 - origin % 1_000_000_000
      if rest < 0, seconds > 0 {
        seconds -= 1
        rest += 1_000_000_000
      }
      return (Double(seconds) + Double(rest) / 1e9) / ((unit.perDay.map { 86400 / $0 }) ?? 1)
    case (.number(let time), _): return time
    case (.instant, .number): return .nan
    }
  }
}
