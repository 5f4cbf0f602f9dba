import Testing

@testable import Numerics

@Suite struct QuasiNewtonTests {
  /// Rosenbrock's valley: bent, narrow, with its lowest point at (1, 1).
  private func valley(_ point: [Double]) -> Double {
    let across = point[1] - point[0] * point[0]
    return 100 * across * across + (1 - point[0]) * (1 - point[0])
  }

  @Test func followsABentValley() {
    let found = QuasiNewton().minimum(from: [-1.2, 1], of: valley)
    #expect(found.hasConverged)
    #expect(found.value < 1e-6)
    #expect((found.point[0] - 1).magnitude < 1e-3)
    #expect((found.point[1] - 1).magnitude < 1e-3)
  }

  @Test func staysInsideTheDomain() {
    // Infinite left of 0, and steepest right beside it.
    let found = QuasiNewton().minimum(from: [0.001]) { point in
      point[0] > 0 ? point[0] - Elementary.log(point[0]) : .infinity
    }
    #expect(found.hasConverged)
    #expect((found.point[0] - 1).magnitude < 1e-3)
  }

  @Test func saysThatASearchDidNotSettle() {
    var method = QuasiNewton()
    method.stepLimit = 3
    let found = method.minimum(from: [-1.2, 1], of: valley)
    #expect(!found.hasConverged)
    #expect(found.value < valley([-1.2, 1]))
  }

  @Test func keepsAStartThatItCannotLeave() {
    let outside = QuasiNewton().minimum(from: [1]) { _ in .infinity }
    #expect(outside == .init(point: [1], value: .infinity, hasConverged: false))
    let beside = QuasiNewton().minimum(from: [0]) { $0[0] < 0 ? .infinity : $0[0] }
    #expect(beside == .init(point: [0], value: 0, hasConverged: false))
    let level = QuasiNewton().minimum(from: [2]) { _ in 5 }
    #expect(level == .init(point: [2], value: 5, hasConverged: true))
    let nothing = QuasiNewton().minimum(from: []) { _ in 5 }
    #expect(nothing == .init(point: [], value: 5, hasConverged: true))
  }

  @Test func theBestOfSeveralStartsWins() {
    // Two wells, the right one deeper.
    func wells(_ point: [Double]) -> Double {
      let x = point[0]
      return (x * x - 4) * (x * x - 4) - x
    }
    let found = QuasiNewton().minimum(fromBestOf: [[-1.9], [0.5]], searches: 2, of: wells)
    #expect((found.point[0] - 2.03).magnitude < 0.01)
    let one = QuasiNewton().minimum(fromBestOf: [[-1.9], [0.5]], searches: 1, of: wells)
    #expect((one.point[0] + 1.97).magnitude < 0.01)
  }
}
