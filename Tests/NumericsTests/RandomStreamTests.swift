import Testing

@testable import Numerics

@Suite struct RandomStreamTests {
  /// The known answers that come with the authors' Random123 library.
  @Test func philoxKnownAnswers() {
    let ones = UInt64.max
    #expect(
      Philox.block(counter: (0, 0), key: (0, 0))
        == (0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      Philox.block(counter: (ones, ones), key: (.max, .max))
        == (0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.block(
        counter: (0x85A3_08D3_243F_6A88, 0x0370_7344_1319_8A2E), key: (0xA409_3822, 0x299F_31D0))
        == (0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  @Test func pathsGiveDifferentStreams() {
    var seen = Set<UInt64>()
    for seed in UInt64(0)..<4 {
      for path in [["a", "b"], ["ab"], ["", "ab"], ["a", "b", ""], ["b", "a"]] {
        var stream = RandomStream(seed: seed, path: path)
        seen.insert(stream.bits())
      }
    }
    #expect(seen.count == 20)
  }

  @Test func momentsAreThoseOfTheDistributions() {
    var stream = RandomStream(key: 7)
    let n = 200_000
    let uniform = (0..<n).map { _ in stream.uniform() }
    let normal = (0..<n).map { _ in stream.normal() }
    let waits = (0..<n).map { _ in stream.exponential(mean: 3) }
    // Five standard errors of each estimate.
    #expect(abs((Statistics.mean(uniform) ?? .nan) - 0.5) < 5 * 0.2887 / 447)
    #expect(abs(Statistics.mean(normal) ?? .nan) < 5 / 447)
    #expect(abs((Statistics.standardDeviation(normal) ?? .nan) - 1) < 5 * 0.7071 / 447)
    #expect(abs((Statistics.mean(waits) ?? .nan) - 3) < 5 * 3 / 447)
  }

  @Test func integersCoverTheirRangeEvenly() {
    var stream = RandomStream(key: 11)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.integer(below: 7)] += 1 }
    // Chi-square with six degrees of freedom exceeds 22.46 once in a thousand.
    let chiSquare = counts.map { Double(($0 - 10_000) * ($0 - 10_000)) / 10_000 }.reduce(0, +)
    #expect(chiSquare < 22.46)
  }
}
