import Numerics
import Telemetry
import Testing

@testable import Preparation

/// Statistics over trailing windows.
struct FeatureTests {
  private static let cases: [(kind: FeatureKind, expected: [Double])] = [
    (.value, [1, 4, 2, 8]), (.mean, [1, 2.5, 7 / 3, 14 / 3]),
    (.sd, [0, 1.5, 1.2472191289246, 2.4944382578493]),
    (.slope, [0, 3, 0.5, 2]), (.delta, [0, 3, 1, 4]), (.min, [1, 1, 1, 2]), (.max, [1, 4, 4, 8]),
    (.count, [1, 1, 1, 1]), (.difference, [0, 3, -2, 6]),
  ]

  @Test(arguments: cases)
  func byHand(kind: FeatureKind, expected: [Double]) {
    let values = [1.0, 4, 2, 8]
    for (row, expected) in expected.enumerated() {
      let window = FeatureWindow(values[max(0, row - 2)...row])
      let found = window.statistic(kind, usual: 2...5)
      #expect((found - expected).magnitude < 1e-12, "row \(row)")
    }
  }

  private static func unit(_ values: [Double]) -> Unit {
    Unit(
      id: "a", times: values.indices.map(Double.init),
      values: Matrix(
        rows: values.count, columns: 2, storage: values.flatMap { [$0, 3] }), ending: .censored)
  }

  private func prepared(_ rule: PreparationRule) throws -> FittedPreparation {
    let unit = Self.unit([1, 4, 2, 8, 5, 7])
    let data = DataSet(
      source: "made", subset: nil, channels: [Channel(id: "x"), Channel(id: "still")],
      timeUnit: .cycle, units: [unit], rawChannels: [0], identity: "")
    return try FittedPreparation(
      rule, of: data, training: [UnitSlice(unit: unit, rows: 0..<6)],
      mayFit: [[false, true, true, true, true, true]])
  }

  @Test func featuresHaveTheirOwnScale() throws {
    let rule = PreparationRule(features: FeatureRule(window: 3, kinds: [.sd, .value, .count]))
    let preparation = try prepared(rule)
    // One value of the fit rows lies at the upper quantile, one at the lower: counts vary.
    #expect(preparation.channels.map(\.id) == ["x.sd", "x", "x.count"])
    #expect(preparation.channelIndices == [0, 0, 0])
    let rows = preparation.prepare(Self.unit([1, 4, 2, 8, 5, 7]), upTo: 6)
    for column in 0..<3 {
      let fitted = Array(rows.column(column).dropFirst())
      #expect(abs(Statistics.mean(fitted) ?? 1) < 1e-12)
      #expect(abs((Statistics.standardDeviation(fitted) ?? 0) - 1) < 1e-12)
    }
  }

  @Test func nothingLaterIsLookedAt() throws {
    let preparation = try prepared(
      PreparationRule(features: FeatureRule(window: 4, kinds: FeatureKind.allCases)))
    let rows = preparation.prepare(Self.unit([1, 4, 2, 8, 5, 7]), upTo: 4)
    let other = preparation.prepare(Self.unit([1, 4, 2, 8, -500, 1e6]), upTo: 4)
    #expect(rows == other)
    #expect(rows.columns > 5)
  }

  @Test func columnsAreNamedBeforeAnythingIsFitted() {
    let data = DataSet(
      source: "made", subset: nil, channels: [Channel(id: "x"), Channel(id: "y")],
      timeUnit: .cycle, units: [], rawChannels: [0], identity: "")
    let rule = PreparationRule(channels: [1], features: FeatureRule(kinds: [.value, .slope]))
    #expect(rule.columnIDs(of: data) == ["y", "y.slope"])
    #expect(PreparationRule().columnIDs(of: data) == ["x", "y"])
  }
}
