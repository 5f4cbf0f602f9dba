/// A date of the Gregorian calendar.
struct CalendarDate {
  /// Days from 1970-01-01.
  let days: Int

  /// Finds a date; `nil` where the calendar has none of that month and day.
  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month) else { return nil }
    let first = Self.days(before: year, month, 1)
    let next =
      month == 12 ? Self.days(before: year + 1, 1, 1) : Self.days(before: year, month + 1, 1)
    guard (1...next - first).contains(day) else { return nil }
    days = first + day - 1
  }

  private static func days(before year: Int, _ month: Int, _ day: Int) -> Int {
    // A year that begins in March has its odd day at its end.
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400
      + (153 * marchMonth + 2) / 5 + day - 719_469
  }
}
