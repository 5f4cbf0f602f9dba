import Numerics
import Telemetry
import Testing

@testable import Preparation

@Suite struct VolatilityPhasesTests {
  /// A machine whose load stands at 0, comes up within 10 rows, runs at 10 and goes down within 10
  /// rows, twice; a second channel is noise.
  private static func unit(id: String = "1", key: UInt64 = 1, missing: Range<Int> = 0..<0) -> Unit {
    let stands = [Double](repeating: 0, count: 60)
    let rises = (1...10).map(Double.init)
    let runs = [Double](repeating: 10, count: 300)
    let cycle = stands + rises + runs + rises.reversed().map { $0 - 1 }
    let load = cycle + cycle
    var stream = RandomStream(key: key)
    let values = load.enumerated().flatMap { row, load -> [Double] in
      let reading = load + 0.1 * stream.normal()
      return [stream.normal(), missing.contains(row) ? .nan : reading]
    }
    return Unit(
      id: id, times: load.indices.map(Double.init),
      values: Matrix(rows: load.count, columns: 2, storage: values), ending: .censored)
  }

  private static func fitted(_ units: [Unit], rows: Range<Int> = 0..<760) throws -> VolatilityPhases
  {
    try VolatilityPhases(
      training: units.map { UnitSlice(unit: $0, rows: rows) }, loadChannels: [1])
  }

  private static func phases(_ track: PhaseTrack) -> [OperatingPhase] {
    track.codes.map { OperatingPhase.allCases[Int($0)] }
  }

  @Test func rampsAreFoundAndEndWithCalm() throws {
    let unit = Self.unit()
    let phases = Self.phases(try Self.fitted([unit]).track(of: unit))
    for start in [60, 440] {
      // Two rows into the ramp at the latest, until the ramp has left the window of 30 rows.
      #expect(phases[start + 2...start + 9].allSatisfy { $0 == .startup })
      #expect(phases[start + 41...start + 309].allSatisfy { $0 == .steady })
      #expect(phases[start + 312...start + 319].allSatisfy { $0 == .shutdown })
    }
    #expect(phases[..<60].allSatisfy { $0 == .steady })
  }

  @Test func aPhaseLastsAtLeastFiveRows() throws {
    let unit = Self.unit()
    let track = try Self.fitted([unit]).track(of: unit)
    let changes = track.codes.indices.dropFirst().filter { track.codes[$0] != track.codes[$0 - 1] }
    #expect(changes.count == 7)
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $1 - $0 >= VolatilityPhases.dwell })
  }

  @Test func noLaterRowChangesAPhase() throws {
    let unit = Self.unit()
    let phases = try Self.fitted([unit])
    let whole = phases.track(of: unit).codes
    for end in [1, 65, 100, 377, 500] {
      var changed = unit.values
      for row in end..<unit.rows { changed[row, 1] = row % 2 == 0 ? 1e9 : -1e9 }
      let other = Unit(id: "1", times: unit.times, values: changed, ending: .censored)
      #expect(phases.track(of: other).codes[..<end] == whole[..<end])
    }
  }

  /// Rows outside the training slices change no limit, and neither do recorded states.
  @Test func onlyReadingsOfTrainingRowsAreLearntFrom() throws {
    let unit = Self.unit()
    var changed = unit.values
    for row in 0..<unit.rows where !(100..<500).contains(row) { changed[row, 1] = 1e6 }
    let other = Unit(
      id: "1", times: unit.times, values: changed, ending: .censored,
      recordedPhases: PhaseTrack(
        names: ["normal"], codes: [UInt8](repeating: 0, count: unit.rows)))
    let first = try Self.fitted([unit], rows: 100..<500)
    let second = try Self.fitted([other], rows: 100..<500)
    #expect(first.calm == second.calm)
    #expect(first.steep == second.steep)
    #expect(first.scale.mean == second.scale.mean)
  }

  @Test func missingReadingsTakeTheLast() throws {
    let whole = Self.unit()
    let phases = try Self.fitted([whole])
    let gap = phases.track(of: Self.unit(missing: 200..<230)).codes
    #expect(gap.allSatisfy { $0 < 3 })
    #expect(gap[200..<235].allSatisfy { $0 == OperatingPhase.steady.code })
    // A unit that starts without a reading stands at the training mean.
    _ = phases.track(of: Self.unit(missing: 0..<760))
    _ = try Self.fitted([Self.unit(missing: 0..<30)])
  }

  @Test(arguments: [[], [0]])
  func aLoadThatDoesNotVaryIsRefused(loadChannels: [Int]) {
    let values = Matrix(
      rows: 40, columns: 2, storage: (0..<80).map { $0 % 2 == 0 ? 1 : Double($0) })
    let unit = Unit(
      id: "1", times: (0..<40).map(Double.init), values: values, ending: .censored)
    #expect(
      throws: PreparationError(
        "phases by volatility need a channel of load that varies over the training rows")
    ) {
      try VolatilityPhases(
        training: [UnitSlice(unit: unit, rows: 0..<40)], loadChannels: loadChannels)
    }
  }

  /// The flights of an engine: every row's load is drawn anew, so no trend means anything.
  @Test func aLoadThatIsNoiseIsSteady() throws {
    var stream = RandomStream(key: 5)
    let values = Matrix(rows: 2000, columns: 2, storage: (0..<4000).map { _ in stream.uniform() })
    let unit = Unit(
      id: "1", times: (0..<2000).map(Double.init), values: values, ending: .censored)
    let track = try Self.fitted([unit], rows: 0..<1000).track(of: unit)
    #expect(track.codes.count { $0 == OperatingPhase.steady.code } > 1900)
  }

  @Test func measuresAreTheirFormulas() throws {
    let scale = try Self.fitted([Self.unit()]).scale
    var window = VolatilityWindow(scale: scale)
    let rows = (0..<40).map { row in [Double(row % 7), Double(row * row % 11)] }
    let measures = rows.map { window.push($0.span) }
    let scaled = scale.channels.indices.map { channel in
      rows.map { ($0[channel] - scale.mean[channel]) / scale.spread[channel] }
    }
    for row in [0, 3, 29, 30, 39] {
      let spreads = try scaled.map {
        try #require(Statistics.standardDeviation(Array($0[max(0, row - 29)...row])))
      }
      #expect(abs(measures[row].volatility - (spreads[0] + spreads[1]) / 2) < 1e-12)
      #expect(measures[row].load == scaled[1][row])
    }
    // The slope of five rows: (2 (x₄ − x₀) + x₃ − x₁) ÷ 10.
    let load = scaled[1]
    let slope = (2 * (load[39] - load[35]) + load[38] - load[36]) / 10
    #expect(abs(measures[39].trend - slope) < 1e-12)
    #expect(measures[0].trend == 0)
  }
}
