import Archives
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

struct TableTests {
  @Test func rowsAreGatheredByUnit() throws {
    let data = try TableSource.load(text: mixed, layout())
    #expect(data.source == "table")
    #expect(data.timeUnit == .hour)
    #expect(data.channels.map(\.id) == ["a", "b"])
    #expect(data.units.map(\.id) == ["1", "2"])
    #expect(data.units.map(\.times) == [[3, 4], [1, 2.5, 7]])
    #expect(
      data.units.map(\.values.storage) == [[20, 1.5, 40, 3.5], [10, 0.5, 30, 2.5, 50, 4.5]])
    #expect(
      data.units.map(\.recordedLabels) == [[.healthy, .failing], [.healthy, .grey, .failing]])
    #expect(data.units.allSatisfy { $0.ending == .censored && $0.regimeKeys == nil })
    #expect(data.rawChannels == [0])
    #expect(data.loadChannels == [0, 1])
  }

  @Test(arguments: [
    mixed.replacing(",", with: ";"), mixed.replacing(",", with: "\t"),
    mixed.replacing(",", with: "  "), mixed.replacing("\n", with: "\r\n"), "\u{FEFF}" + mixed,
    mixed.replacing("2.5", with: "\"2.50\""),
  ])
  func waysToWriteTheSameAreTheSameData(text: String) throws {
    #expect(
      try TableSource.load(text: text, layout()).identity
        == TableSource.load(text: mixed, layout()).identity)
  }

  @Test func aDelimiterCanBeNamed() throws {
    // The first line has more commas than semicolons.
    let text = "unit;time;a, in A, mean, of 3;label\n1;1;2.5;0\n"
    let data = try TableSource.load(text: text, layout { $0.delimiter = .semicolon })
    #expect(data.channels.map(\.id) == ["a, in A, mean, of 3"])
  }

  @Test func theOrderOfUnitsMakesNoDifference() throws {
    let lines = mixed.split(separator: "\n")
    let sorted = [0, 2, 4, 1, 3, 5].map { String(lines[$0]) }.joined(separator: "\n")
    #expect(
      try TableSource.load(text: sorted, layout()).identity
        == TableSource.load(text: mixed, layout()).identity)
  }

  @Test(arguments: [
    ("2,1,10", "2,1,11"), ("2,1,10", "2,0,10"), ("healthy", "grey"), (",a,", ",c,"), ("2,", "3,"),
  ])
  func theIdentityIsThatOfTheContent(old: String, new: String) throws {
    #expect(
      try TableSource.load(text: mixed.replacing(old, with: new), layout()).identity
        != TableSource.load(text: mixed, layout()).identity)
  }

  @Test func rowsWithoutTimesAreCounted() throws {
    let text = "unit,a,label\nx,1,0\ny,2,0\nx,3,1\n"
    let units = try TableSource.load(
      text: text, layout(time: nil, [.unit: "unit", .label: "label"])
    ).units
    #expect(units.map(\.times) == [[0, 1], [0]])
    let alone = try TableSource.load(
      text: "a\n1\n3\n", layout(time: nil, [:]) { $0.runsToFailure = true }
    ).units
    #expect(alone.map(\.ending) == [.failed(at: 1)])
    #expect(alone.map(\.id) == ["t"])
  }

  @Test func columnsOfWordsAndWithoutNamesAreNoChannels() throws {
    let text = ",unit,time,site,a,none,label\n0,1,1,A,,,0\n1,1,2,B,5,,0\n"
    let data = try TableSource.load(text: text, layout())
    #expect(data.channels.map(\.id) == ["a"])
    let values = data.units[0].values.storage
    #expect(values[0].isNaN)
    #expect(values[1] == 5)
  }

  @Test(arguments: [
    (["b"], ["b"]), (["temp*", "b"], ["temp1", "b", "temp2"]), (["temp?"], ["temp1", "temp2"]),
    (["*"], ["temp1", "b", "temp2"]),
  ])
  func channelsByNameOrPattern(patterns: [String], names: [String]) throws {
    let text = "unit,time,temp1,b,temp2,label\n1,1,2,3,4,0\n1,2,3,4,5,0\n"
    let data = try TableSource.load(
      text: text,
      layout {
        $0.channels = patterns
        $0.raw = names.last
        $0.load = [names[0]]
      })
    #expect(data.channels.map(\.id) == names)
    #expect(data.rawChannels == [names.count - 1])
    #expect(data.loadChannels == [0])
  }

  @Test func wordsForMissingValues() throws {
    let text = "unit,time,a,b,label\n1,1,NA,nan,0\n1,2,5,?,0\n1,3,,7,0\n"
    let data = try TableSource.load(text: text, layout { $0.missingWords = ["NA", "?"] })
    let values = data.units[0].values
    #expect((0..<3).map { values[$0, 0].isNaN } == [true, false, true])
    #expect((0..<3).map { values[$0, 1].isNaN } == [true, true, false])
  }

  @Test func wordsForLabels() throws {
    let text = "unit,time,a,label\n1,1,1,ok\n1,2,1,\n1,3,1,1.0\n1,4,1,0\n"
    let data = try TableSource.load(
      text: text,
      layout { layout in
        for (word, label) in [("ok", RowLabel.healthy), ("", .grey), ("1.0", .failing)] {
          layout.labelWords[word] = label
        }
        layout.labelWords["0"] = .failing
      })
    #expect(data.units[0].recordedLabels == [.healthy, .grey, .failing, .failing])
  }

  @Test func phasesAndRegimesAreSortedByName() throws {
    let text = "unit,time,a,mode,speed,label\nx,1,1,run,10,0\ny,1,1,idle,9,0\nx,2,1,off,9,0\n"
    let data = try TableSource.load(
      text: text,
      layout([.unit: "unit", .label: "label", .phase: "mode", .regime: "speed"]))
    #expect(data.regimeNames == ["9", "10"])
    #expect(data.units.map(\.regimeKeys) == [[1, 0], [0]])
    let names = ["idle", "off", "run"]
    #expect(
      data.units.map(\.recordedPhases) == [
        PhaseTrack(names: names, codes: [2, 1]), PhaseTrack(names: names, codes: [0]),
      ])
  }

  @Test func unitsFailAtTheirTimeOrAreCensored() throws {
    let text = "unit,time,a,end\n1,1,1,\n1,2,1,9\n1,3,1,9\n2,5,1,\n3,4,1,4\n"
    let data = try TableSource.load(text: text, layout([.unit: "unit", .failure: "end"]))
    #expect(data.units.map(\.ending) == [.failed(at: 9), .censored, .failed(at: 4)])
    #expect(data.units.allSatisfy { $0.recordedLabels == nil })
  }

  @Test func unitsThatRanToFailureFailAtTheirLastRow() throws {
    let data = try TableSource.load(
      text: "unit,time,a\n1,1,1\n1,2,1\n2,5,1\n",
      layout([.unit: "unit"]) { $0.runsToFailure = true })
    #expect(data.units.map(\.ending) == [.failed(at: 2), .failed(at: 5)])
  }

  @Test func datesCountFromTheFirstRowOfTheUnit() throws {
    let text = """
      unit,time,a,end
      1,2024-02-28T23:30,1,2024-03-01T00:00:00.5
      2,1999-12-31,1,
      1,2024-02-29 00:00:00,1,2024-03-01T00:00:00.5
      2,2000-01-01T06:00,1,
      """
    let units = try TableSource.load(
      text: text, layout(format: .iso8601, [.unit: "unit", .failure: "end"])
    ).units
    #expect(units.map(\.times) == [[0, 0.5], [0, 30]])
    #expect(units.map(\.ending) == [.failed(at: (86400 + 1800.5) / 3600), .censored])
  }
}
