import Numerics
import Testing

@testable import Preparation

/// Scaled values at the ends of the range of numbers.
struct ScalerTests {
  private static let great = Double.greatestFiniteMagnitude

  private func scaled(_ kind: ScalingKind, fitted: [Double], _ values: [Double]) -> [Double] {
    let scaler = Scaler(
      kind, rows: Matrix(rows: fitted.count, columns: 1, storage: fitted),
      groups: fitted.map { _ in 0 }, groupCount: 1)
    return scaler.scale(
      Matrix(rows: values.count, columns: 1, storage: values), channels: [0],
      groups: values.map { _ in 0 }
    ).storage
  }

  @Test(arguments: [ScalingKind.standard, .robust, .minmax])
  func valuesBeyondAllMeasureStandAtTheLimit(kind: ScalingKind) {
    let found = scaled(kind, fitted: [-1, 0, 1, 2], [Self.great, -Self.great, 1e99])
    #expect(found[0] == 1e100)
    #expect(found[1] == -1e100)
    #expect(found[2] > 1e98 && found[2] < 1e100)
  }

  @Test func aValueThatIsMissingStaysSo() {
    #expect(scaled(.standard, fitted: [-1, 0, 1, 2], [.nan])[0].isNaN)
  }

  @Test(arguments: [ScalingKind.standard, .robust, .minmax])
  func aSpreadThatIsNoNumberIsNone(kind: ScalingKind) {
    let fitted = [-Self.great, -Self.great, Self.great, Self.great]
    #expect(scaled(kind, fitted: fitted, [Self.great, 0, -1]) == [0, 0, 0])
  }
}
