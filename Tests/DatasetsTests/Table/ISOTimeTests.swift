import Testing

@testable import Datasets

struct ISOTimeTests {
  private static let day = 86_400_000_000_000

  @Test(arguments: [
    ("1970-01-01", 0, false), ("1970-01-02T00:00", day, false), ("1969-12-31", -day, false),
    ("2000-02-29", 11_016 * day, false),
    ("2024-03-01 00:00:01", 19_783 * day + 1_000_000_000, false),
    ("1970-01-01T00:00:00.000000001Z", 1, true), ("1970-01-01t00:00:00,25z", 250_000_000, true),
    ("1970-01-01T02:30+02:30", 0, true), ("1970-01-01T00:00:00-0100", 3_600_000_000_000, true),
    ("1970-01-01T01:00+01", 0, true),
  ])
  func times(text: String, nanoseconds: Int, hasZone: Bool) throws {
    let time = try #require(ISOTime(text))
    #expect(time.nanoseconds == nanoseconds)
    #expect(time.hasZone == hasZone)
  }

  @Test(arguments: [
    "", "2024", "2024-3-1", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "1600-01-01",
    "2024-03-01T", "2024-03-01T24:00", "2024-03-01T10", "2024-03-01T10:60", "2024-03-01T10:00:60",
    "2024-03-01T10:00:00.", "2024-03-01T10:00:00.1234567890", "2024-03-01T10:00X",
    "2024-03-01T10:00+1", "2024-03-01T10:00+25:00", "2024-03-01Z", "2024-03-01T10:00Z ", "1e3",
    "２０24-03-01", "01.03.2024",
  ])
  func otherTexts(text: String) { #expect(ISOTime(text) == nil) }
}
