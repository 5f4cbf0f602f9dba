import Numerics
import Testing

@testable import Metrics

struct EstimateTests {
  @Test func resamplesArePaired() throws {
    // Two values that move together: their difference hardly moves at all.
    var stream = RandomStream(key: 4)
    let shared = (0..<2000).map { _ in stream.normal() }
    let first = Estimate(value: 0.25, replicates: shared.map { 0.25 + $0 })
    let second = Estimate(value: 0, replicates: shared.map { 0.001 * $0 + $0 })
    let difference = first - second
    #expect(difference.value == 0.25)
    let bounds = try #require(difference.bounds)
    #expect(bounds.low > 0.247 && bounds.high < 0.253)
    #expect((difference.probabilityOfZero ?? 1) < 1e-12)
    #expect((first.probabilityOfZero ?? 0) > 0.5)
  }

  @Test func theProbabilityIsThatOfTheStandardError() throws {
    // Standard error 1 about 1.96: two-sided five in a hundred.
    let replicates = (0..<1000).map { 1.959963984540054 + ($0 % 2 == 0 ? 1.0 : -1) }
    let estimate = Estimate(value: 1.959963984540054, replicates: replicates)
    #expect(abs((estimate.probabilityOfZero ?? 0) - 0.05) < 1e-9)
  }

  @Test func whatCannotBeResampledHasNoProbability() {
    #expect(Estimate(value: 1, replicates: nil).probabilityOfZero == nil)
    #expect(Estimate(value: 1, replicates: nil).bounds == nil)
    let rare = Estimate(value: 1, replicates: [.nan, .nan, 1])
    #expect(rare.probabilityOfZero == nil)
    let some = Estimate(value: 1, replicates: [1, .nan, 3])
    #expect((some - some).replicates?.filter { !$0.isNaN } == [0, 0])
    #expect((some - some).probabilityOfZero == 1)
    #expect((some - Estimate(value: 0, replicates: nil)).replicates == nil)
    #expect((some - Estimate(value: 0, replicates: [1])).replicates == nil)
    #expect(Estimate(value: 2, replicates: [2, 2]).probabilityOfZero == 0)
  }
}
