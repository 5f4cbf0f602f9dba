import Metrics
import Testing

@testable import Reports

struct NumberTextTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.004, 2, "0.00"), (-0.005, 2, "-0.01"),
    (0.5, 0, "1"), (-0.5, 0, "-1"), (0.4, 0, "0"), (-0.4, 0, "0"), (2.5, 0, "3"),
    (0.125, 2, "0.13"), (1.375, 2, "1.38"), (9.999, 2, "10.00"), (0.05, 1, "0.1"),
    (12.3, 3, "12.300"), (-1234.5678, 1, "-1234.6"), (0.001, 3, "0.001"),
    (.nan, 1, "–"), (.infinity, 1, "–"), (-.infinity, 0, "–"),
  ])
  func fixed(number: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(number, digits) == text)
  }

  @Test(arguments: [
    (nil, "–"), (.nan, "–"), (0, "0"), (-0.0, "0"), (17, "17"), (-3, "-3"), (123456, "123456"),
    (0.123, "0.12"), (9.87, "9.87"), (12.345, "12.3"), (123.4, "123"), (-45.67, "-45.7"),
    (999.5, "1000"),
  ])
  func short(number: Double?, text: String) {
    #expect(NumberText.short(number) == text)
  }

  @Test(arguments: [
    (nil, nil, ""), (1, nil, ""), (nil, 1, ""), (4.12, 16.4, "[4.1–16]"), (0, 0.126, "[0–0.13]"),
    (-2.34, 10, "[-2.3–10]"), (0.5, 0.95, "[0.50–0.95]"), (-0.0, 0, "[0–0]"),
  ])
  func bounds(low: Double?, high: Double?, text: String) {
    #expect(NumberText.bounds(low, high) == text)
  }

  @Test func composed() {
    #expect(NumberText.interval(9.7, 4.12, 16.4) == "9.70 [4.1–16]")
    #expect(NumberText.interval(9.7, nil, nil) == "9.70")
    #expect(NumberText.interval(nil, 4, 16) == "–")
    #expect(NumberText.count(17.5, of: 50) == "17.5/50")
    #expect(NumberText.count(nil, of: 50) == "–")
    #expect(NumberText.count(17, of: nil) == "–")
    #expect(NumberText.microseconds(1234) == "1.23")
    #expect(NumberText.microseconds(nil) == "–")
  }

  @Test(arguments: [
    (0.001, "0.00"), (-0.001, "0.00"), (0.5, "+0.50"), (-3, "-3"), (0, "0"), (47.5, "+47.5"),
  ])
  func aDifferenceOfOnlyZerosHasNoSign(number: Double, text: String) {
    #expect(NumberText.difference(Estimate(value: number, replicates: nil)) == text)
  }
}
