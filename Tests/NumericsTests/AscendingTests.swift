import Testing

@testable import Numerics

@Suite struct AscendingTests {
  @Test(arguments: [0, 1, 2, 100, 5000])
  func ordersAsComparisonsDo(count: Int) {
    var stream = RandomStream(key: UInt64(count))
    let values = (0..<count).map { _ in
      stream.normal() * Elementary.exp(100 * stream.normal())
    }
    #expect(values.ascending() == values.sorted())
    #expect(values.map { $0.rounded() }.ascending() == values.map { $0.rounded() }.sorted())
  }

  @Test func extremesStandAtTheEnds() {
    let values = [
      0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1, -1,
    ]
    let sorted = values.ascending()
    #expect(
      sorted == [
        -.infinity, -.greatestFiniteMagnitude, -1, -.leastNonzeroMagnitude, -0.0, 0,
        .leastNonzeroMagnitude, 1, .greatestFiniteMagnitude, .infinity,
      ])
    #expect(sorted[4].sign == .minus && sorted[5].sign == .plus)
  }

  @Test func equalNumbersAreKept() {
    #expect([Double](repeating: -518.67, count: 300).ascending().count { $0 == -518.67 } == 300)
  }
}
