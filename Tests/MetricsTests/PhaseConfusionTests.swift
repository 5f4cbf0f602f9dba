import Telemetry
import Testing

@testable import Metrics

@Suite struct PhaseConfusionTests {
  /// Recorded states, one letter each: s startup, n normal, h high load, m maintenance, d shutdown;
  /// estimates: s, n and d.
  private static func truth(_ recorded: String, _ estimated: String, rows: Range<Int>? = nil)
    -> UnitTruth
  {
    func codes(_ text: String, _ letters: String) -> [UInt8] {
      text.map { letter in UInt8(Array(letters).firstIndex(of: letter) ?? 0) }
    }
    let count = recorded.count
    return UnitTruth(
      id: "1", times: (0..<count).map(Double.init), rows: rows ?? 0..<count,
      labels: [RowLabel](repeating: .healthy, count: count),
      phases: PhaseTrack(names: ["any"], codes: [UInt8](repeating: 0, count: count)),
      regimes: [Int](repeating: 0, count: count), events: [],
      phaseEstimate: PhaseEstimate(
        recorded: PhaseTrack(
          names: ["startup", "normal", "high-load", "maintenance", "shutdown"],
          codes: codes(recorded, "snhmd")),
        estimated: PhaseTrack(
          names: OperatingPhase.allCases.map(\.rawValue), codes: codes(estimated, "snd"))))
  }

  @Test func countsEvaluatedRowsOutsideMaintenance() throws {
    let confusion = try #require(
      PhaseConfusion([
        Self.truth("ssnnhhmmdd", "snnndnsndd"),
        Self.truth("ssdd", "sddd", rows: 1..<4),
      ]))
    #expect(confusion.rows == [[1, 1, 1], [0, 3, 1], [0, 0, 4]])
    #expect(confusion.balancedAccuracy == (1.0 / 3 + 3.0 / 4 + 1) / 3)
  }

  @Test func isUndefinedWithoutStatesOrAPhase() throws {
    #expect(PhaseConfusion([EvaluatedUnit.made("hhf", "123").truth]) == nil)
    let partial = try #require(PhaseConfusion([Self.truth("ssnn", "ssnn")]))
    #expect(partial.balancedAccuracy == nil)
  }
}
