/// A date and time of day by ISO 8601, such as `2024-03-31`, `2024-03-31 06:30` or
/// `2024-03-31T06:30:00.125+02:00`.
struct ISOTime {
  /// Nanoseconds since 1970-01-01; without a zone as if the clock on the wall were universal time.
  let nanoseconds: Int
  let hasZone: Bool

  /// Reads a text; `nil` for any that is no such time of the years 1700 through 2200.
  init?(_ text: String) {
    var text = Cursor(text)
    guard let year = text.number(4), (1700...2200).contains(year), text.take("-"),
      let month = text.number(2), text.take("-"), let day = text.number(2),
      let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    var time = 0
    var zone: Int?
    if text.take("T") || text.take("t") || text.take(" ") {
      guard let clock = text.clock() else { return nil }
      time = clock
      if !text.isAtEnd {
        guard let offset = text.zone() else { return nil }
        zone = offset
      }
    }
    guard text.isAtEnd else { return nil }
    nanoseconds = date.days * 86400 * Cursor.second + time - (zone ?? 0)
    hasZone = zone != nil
  }
}

/// Reads a text from its start.
private struct Cursor {
  static let second = 1_000_000_000
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: symbol) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    let field = rest.prefix(digits)
    guard field.count == digits, field.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest.removeFirst(digits)
    return field.reduce(0) { 10 * $0 + Int($1 - 0x30) }
  }

  /// Hours and minutes, perhaps seconds and a fraction of up to nine digits, in nanoseconds.
  mutating func clock() -> Int? {
    guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else {
      return nil
    }
    let minutes = (60 * hour + minute) * 60 * Self.second
    guard take(":") else { return minutes }
    guard let seconds = number(2), seconds < 60 else { return nil }
    guard take(".") || take(",") else { return minutes + seconds * Self.second }
    return fraction().map { minutes + seconds * Self.second + $0 }
  }

  private mutating func fraction() -> Int? {
    var value = 0
    var unit = Self.second
    while let digit = number(1) {
      guard unit > 1 else { return nil }
      unit /= 10
      value += digit * unit
    }
    return unit == Self.second ? nil : value
  }

  /// The distance from universal time, in nanoseconds.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign: Int
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 3600 * Self.second }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (60 * hours + minutes) * 60 * Self.second
  }
}
