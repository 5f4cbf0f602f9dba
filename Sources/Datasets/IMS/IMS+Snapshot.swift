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
      guard numbers.count == 6, numbers[3] < 24, numbers[4] < 60, numbers[5] < 60,
        let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
      else { return nil }
      self.name = String(name)
      seconds = ((date.days * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
    }

    /// The order of time.
    public static func < (first: Snapshot, second: Snapshot) -> Bool {
      first.seconds < second.seconds
    }
  }
}
