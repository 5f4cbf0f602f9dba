import Numerics
import Telemetry
import Testing

@testable import Preparation

/// Units on one machine: labels, phases and channels of their own.
@Suite struct SharedMachineTests {
  /// A unit of one channel with a row per hour.
  private func unit(
    _ id: String = "1", rows: Int, ending: Ending, isOff: [Int] = [], neighbour: Double? = nil,
    times: [Double]? = nil, channels: [Int]? = nil
  ) -> Unit {
    Unit(
      id: id, times: times ?? (0..<rows).map(Double.init),
      values: Matrix(rows: rows, columns: 2, storage: (0..<2 * rows).map { Double($0 * $0) }),
      ending: ending, isOff: isOff.isEmpty ? nil : (0..<rows).map(isOff.contains),
      channels: channels, neighbourFailure: neighbour)
  }

  private let hours = LabelRule(
    name: "hours", criterion: .life(.init(failingWithin: 2, healthyBeyond: 4, fitBeyond: nil)))
  private let shares = LabelRule(
    name: "shares", criterion: .rows(.init(healthy: 0.5, failing: 0.25)))

  /// h, g, f and o for healthy, grey, failing and off.
  private func letters(_ labels: [RowLabel]) -> String {
    String(labels.map { "\($0)".first ?? "?" })
  }

  @Test func rowsOfAStandingMachineAreOff() {
    let failed = unit(rows: 10, ending: .failed(at: 7), isOff: [2, 8, 9])
    #expect(letters(hours.labels(of: failed)) == "hhoggfffoo")
    #expect(hours.mayFit(failed).map { $0 ? 1 : 0 } == [1, 1, 0, 1, 1, 1, 1, 1, 0, 0])
    let slice = UnitSlice(unit: failed, rows: 0..<10)
    #expect(
      hours.failingEvents(of: slice, labels: hours.labels(of: failed)) == [
        FailingEvent(onset: 5, end: 7, bandStart: 3, failureTime: 7)
      ])
  }

  @Test func sharesCountRunningRows() {
    let failed = unit(rows: 10, ending: .failed(at: 7), isOff: [2, 9])
    #expect(letters(shares.labels(of: failed)) == "hhohhggffo")
    #expect(shares.mayFit(failed).count { $0 } == 8)
    let slice = UnitSlice(unit: failed, rows: 0..<10)
    #expect(
      shares.failingEvents(of: slice, labels: shares.labels(of: failed)) == [
        FailingEvent(onset: 7, end: 8, bandStart: 5, failureTime: 7)
      ])
  }

  @Test func aHealthyUnitIsGreyWhileItsNeighbourFails() {
    let healthy = unit(rows: 10, ending: .censored, isOff: [9], neighbour: 8)
    #expect(letters(hours.labels(of: healthy)) == "hhhhhhgggo")
    #expect(hours.neighbourOnset(of: healthy) == 6)
    #expect(letters(shares.labels(of: healthy)) == "hhhhhhhggo")
    #expect(shares.neighbourOnset(of: healthy) == 7)
    let alone = unit(rows: 3, ending: .censored)
    #expect(letters(hours.labels(of: alone)) == "hhh")
    #expect(hours.neighbourOnset(of: alone) == nil)
    let failed = unit(rows: 3, ending: .failed(at: 2), neighbour: 1)
    #expect(hours.neighbourOnset(of: failed) == nil)
    #expect(
      LabelRule(name: "exact", criterion: .faults([.machine])).neighbourOnset(of: healthy) == nil)
  }

  @Test func runsEndAtLongGapsAndWhereTheMachineStands() throws {
    let tenMinutes = 1.0 / 6
    // Eleven rows, a gap of just over a quarter of an hour, four rows, a standing one, eight rows.
    let first = (0..<11).map { Double($0) * tenMinutes }
    let second = (0..<13).map { 2.0 + Double($0) * tenMinutes }
    let unit = unit(
      rows: 24, ending: .censored, isOff: [15], times: first + second)
    let track = try FittedPhases.runs.track(of: unit, labels: [])
    #expect(track.names == ["startup", "steady", "shutdown", "off"])
    let codes = track.codes.map { String($0) }.joined()
    #expect(codes == "000000112220000300000022")
  }

  @Test func aQuarterOfAnHourIsNoGap() throws {
    let unit = unit(rows: 8, ending: .censored, times: (0..<8).map { Double($0) / 4 })
    let track = try FittedPhases.runs.track(of: unit, labels: [])
    #expect(track.codes == [0, 0, 0, 0, 0, 0, 2, 2])
  }

  /// Hours that are no binary fractions: 900 seconds belong together wherever they stand, 901 do not.
  @Test func gapsAreCountedInSeconds() throws {
    for start in stride(from: 0, to: 2_000_000, by: 7919) {
      func phases(_ gap: Int) throws -> [UInt8] {
        let early = (0..<7).map { start + 600 * ($0 - 6) }
        let late = (0..<7).map { start + gap + 600 * $0 }
        let times = (early + late).map { Double($0) / 3600 }
        let unit = unit(rows: 14, ending: .censored, times: times)
        return try FittedPhases.runs.track(of: unit, labels: []).codes
      }
      #expect(try phases(900) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2], "\(start)")
      #expect(try phases(901) == [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2], "\(start)")
    }
  }

  private func dataSet(_ units: [Unit]) -> DataSet {
    DataSet(
      source: "made", subset: nil, channels: ["a", "b"].map { Channel(id: $0) }, timeUnit: .hour,
      units: units, rawChannels: [0], identity: "")
  }

  @Test func unitsPrepareTheChannelsThatTheyHave() throws {
    let set = dataSet([
      unit("1", rows: 4, ending: .censored, channels: [0]),
      unit("2", rows: 4, ending: .censored, channels: [1]),
    ])
    let rule = PreparationRule()
    let fitted = try FittedPreparation(
      rule, of: set, training: [UnitSlice(unit: set.units[1], rows: 0..<4)],
      mayFit: [[true, true, true, true]])
    #expect(fitted.channels.map(\.id) == ["b"])
    #expect(fitted.absentChannels.map(\.id) == ["a"])
    #expect(
      throws: PreparationError(
        "unit 1 has no channel b, so that the units cannot share a model; choose split:"
          + " chronological with fit: per-unit")
    ) { try rule.checkCommonChannels(set) }
  }

  @Test func aUnitWithoutAnyOfTheChannelsIsLeftOut() throws {
    let set = dataSet([
      unit("1", rows: 4, ending: .censored, channels: [0]),
      unit("2", rows: 4, ending: .censored, channels: [1]),
    ])
    #expect(try PreparationRule(channels: [1]).admitted(set).units.map(\.id) == ["2"])
    #expect(throws: PreparationError("no unit has any of the channels")) {
      _ = try PreparationRule(channels: []).admitted(set)
    }
  }
}
