extension IMS {
  /// The name of a snapshot's file, which is the time at which it began: `YYYY.MM.DD.HH.MM.SS`.
  public struct Snapshot: Sendable, Hashable, Comparable {
    /// The name of the file.
    public let name: String
    /// Seconds since 1970-01-01, read as if the clock on the wall were universal time.
    let seconds: Int

    /// Reads a file name; `nil` for any that is no time of that form.
    init?(name: some StringProtocol) {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.map(\.utf8.count) == [4, 2, 2, 2, 2, 2],
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
      else { return nil }
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == 6, (1...12).contains(numbers[1]), numbers[3] < 24, numbers[4] < 60,
        numbers[5] < 60,
        (1...Self.days(in: numbers[1], of: numbers[0])).contains(numbers[2])
      else { return nil }
      self.name = String(name)
      let days = Self.days(before: (numbers[0], numbers[1], numbers[2]))
      seconds = ((days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
    }

    /// The order of time.
    public static func < (first: Snapshot, second: Snapshot) -> Bool {
      first.seconds < second.seconds
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar.
    private static func days(before date: (year: Int, month: Int, day: Int)) -> Int {
      // A year that begins in March has its odd day at its end.
      let year = date.month > 2 ? date.year : date.year - 1
      let month = (date.month + 9) % 12
      return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day
        - 719_469
    }

    private static func days(in month: Int, of year: Int) -> Int {
      let first = days(before: (year, month, 1))
      return days(before: month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1)) - first
    }
  }
}
