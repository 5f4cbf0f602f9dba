import Testing

@testable import External

struct SpanTextTests {
  @Test(arguments: [
    (600.0, "10min"), (90, "90s"), (3600, "1h"), (0.5, "500ms"), (7200, "2h"), (0.0001, "0.1ms"),
  ])
  func seconds(seconds: Double, text: String) { #expect(SpanText.seconds(seconds) == text) }

  @Test(arguments: [(2_000_000_000, "2GB"), (1_500_000, "1500kB"), (500, "0.5kB")])
  func bytes(bytes: Int, text: String) { #expect(SpanText.bytes(bytes) == text) }
}
