import Testing

@testable import Detectors

@Suite struct ARMAProcessTests {
  @Test func partialAutocorrelationsGoBackAndForth() throws {
    let partials = [0.5, -0.3, 0.8]
    let coefficients = ARMAProcess.coefficients(ofPartials: partials)
    // Durbin and Levinson by hand: 0.5; 0.65, −0.3; 0.65 + 0.24, −0.3 − 0.52, 0.8.
    #expect(largestDifference(coefficients, [0.89, -0.82, 0.8]) < 1e-15)
    let back = try #require(ARMAProcess.partials(ofCoefficients: coefficients))
    #expect(largestDifference(back, partials) < 1e-15)
  }

  @Test(arguments: [[1], [-1], [0.5, 0.5], [1.2, -0.1], [0.2, 0.3, -1.5]])
  func refusesWhatIsNotStationary(ar: [Double]) throws {
    let list = ar.map(\.description).joined(separator: ", ")
    #expect(throws: DetectorError("the autoregressive coefficients \(list) are not stationary")) {
      _ = try ARMAProcess(ar: ar, ma: [])
    }
  }

  @Test func autocovariancesFollowTheirFormulas() throws {
    let mixed = try ARMAProcess(ar: [0.5], ma: [0.25]).autocovariances(3)
    // (1 + 2φθ + θ²) ÷ (1 − φ²), (1 + φθ)(φ + θ) ÷ (1 − φ²), then φ times that before.
    #expect(largestDifference(mixed, [1.3125 / 0.75, 0.84375 / 0.75, 0.421875 / 0.75]) < 1e-15)
    let moving = ARMAProcess(autoregressive: [], movingAverage: [-1]).autocovariances(3)
    #expect(moving == [2, -1, 0])
    #expect(try ARMAProcess(ar: [], ma: []).autocovariances(2) == [1, 0])
  }

  @Test func variancesOfAMovingAverageOnTheBorderFallAsTheyShould() throws {
    // With θ = −1 the innovation after t rows has the variance (t + 2) ÷ (t + 1).
    var gains = ARMAGains(ARMAProcess(autoregressive: [], movingAverage: [-1]))
    for row in 0..<1000 {
      let expected = Double(row + 2) / Double(row + 1)
      #expect(((gains.variance ?? .nan) - expected).magnitude < 1e-12)
      gains.advance()
    }
  }

  @Test func variancesOfAnAutoregressionEndExactly() throws {
    var gains = ARMAGains(try ARMAProcess(ar: [0.5, 0.2, -0.3, 0.1, 0.2], ma: []))
    for _ in 0..<5 {
      #expect((gains.variance ?? .nan) > 1.001)
      gains.advance()
    }
    for _ in 0..<100 {
      #expect(((gains.variance ?? .nan) - 1).magnitude < 1e-14)
      gains.advance()
    }
  }
}
