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

/// Where numbers go when they are sorted.
struct RadixOrderTests {
  private static let orders: [([Double], [UInt32])] = [
    ([], []), ([5], [0]), ([2, 1], [1, 0]), ([0, -0.0, 0], [0, 1, 2]),
    ([1, -1, 1, -1], [1, 3, 0, 2]),
    ([.infinity, -.infinity, 1e-300, -1e-300, 0], [1, 3, 4, 2, 0]),
  ]

  @Test(arguments: orders)
  func equalNumbersKeepTheirOrder(values: [Double], order: [UInt32]) {
    #expect(RadixOrder(values).order == order)
  }

  @Test(arguments: [0, 1, 60]) func theOrderIsThatOfComparisons(power: Int) {
    var stream = RandomStream(key: 7)
    let values = (0..<3000).map { _ in
      (stream.normal() * 10).rounded() * Double(sign: .plus, exponent: power, significand: 1)
    }
    let expected = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    #expect(RadixOrder(values).order == expected.map { UInt32($0) })
  }
}
