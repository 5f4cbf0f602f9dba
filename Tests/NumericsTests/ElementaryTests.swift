import Foundation
import Testing

@testable import Numerics

@Suite struct ElementaryTests {
  /// The distance of two numbers in units of the last place of the larger: they may stand on
  /// either side of a power of two, where the unit halves.
  private func ulps(_ value: Double, _ reference: Double) -> Double {
    value == reference ? 0 : abs(value - reference) / max(value.ulp, reference.ulp)
  }

  @Test func agreeWithTheCLibraryToOneUnitInTheLastPlace() {
    var stream = RandomStream(key: 3)
    var worst = [String: Double]()
    func note(_ name: String, _ value: Double, _ reference: Double) {
      worst[name] = max(worst[name] ?? 0, ulps(value, reference))
    }
    for _ in 0..<200_000 {
      let x = stream.uniform(in: -700..<700)
      note("exp", Elementary.exp(x), Foundation.exp(x))
      note("exp near 0", Elementary.exp(x / 700), Foundation.exp(x / 700))
      note("expMinusOne", Elementary.expMinusOne(x), Foundation.expm1(x))
      note("expMinusOne near 0", Elementary.expMinusOne(x / 700), Foundation.expm1(x / 700))
      note("expMinusOne at 0", Elementary.expMinusOne(x * 1e-12), Foundation.expm1(x * 1e-12))
      note("expMinusOne below 57 ln 2", Elementary.expMinusOne(x / 17), Foundation.expm1(x / 17))
      let y = Foundation.exp(x)
      note("log", Elementary.log(y), Foundation.log(y))
      note("log near 1", Elementary.log(1 + x / 1000), Foundation.log(1 + x / 1000))
      note("sin", Elementary.sin(x), Foundation.sin(x))
      note("cos", Elementary.cos(x), Foundation.cos(x))
      note("sin far", Elementary.sin(x * 2000), Foundation.sin(x * 2000))
    }
    for (name, distance) in worst { #expect(distance <= 1, "\(name)") }
    #expect(worst.count == 11)
  }

  @Test func edges() {
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(-746) == 0)
    #expect(Elementary.exp(-745) == Foundation.exp(-745))
    #expect(Elementary.exp(709.7) == Foundation.exp(709.7))
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(.leastNonzeroMagnitude) == Foundation.log(.leastNonzeroMagnitude))
    #expect(Elementary.sin(0) == 0)
    #expect(Elementary.cos(0) == 1)
    #expect(Elementary.sin(1e9).isNaN)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.expMinusOne(0).sign == .plus)
    #expect(Elementary.expMinusOne(-0.0).sign == .minus)
    #expect(Elementary.expMinusOne(1e-300) == 1e-300)
    #expect(Elementary.expMinusOne(-40) == -1)
    #expect(Elementary.expMinusOne(-.infinity) == -1)
    #expect(Elementary.expMinusOne(710) == .infinity)
    #expect(Elementary.expMinusOne(709.7) == Foundation.expm1(709.7))
    #expect(Elementary.expMinusOne(.nan).isNaN)
  }
}
