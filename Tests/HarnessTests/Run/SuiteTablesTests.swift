import Datasets
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// The tables of a suite: where they are looked up, and whose fault it is when they do not fit.
struct SuiteTablesTests {
  private static let text = "machine,t,temp 1,temp 2,state\n1,1,2,3,0\n1,2,3,4,0\n"

  /// Loads the tables of a suite that stands in a folder beside `t.csv`.
  private func load(
    _ entries: String, columns: String = "unit: machine, time: t, label: state",
    in folder: TemporaryDirectory, directories: [String] = ["nowhere"]
  ) throws -> SuiteData {
    let suite = smallest.replacing("- { id: pumps, source: simulator }", with: entries)
      .replacing("COLUMNS", with: "{ \(columns) }")
    return SuiteData(
      try Known.suite(suite, file: folder.file("s.yaml")).datasets,
      locator: ArchiveLocator(directories: directories), jobs: 1, cache: nil)
  }

  private static let entry = "- { id: a, source: table, path: t.csv, columns: COLUMNS }"

  @Test func tablesStandInTheFoldersOfDataOrBesideTheSuite() throws {
    let folder = try TemporaryDirectory()
    let other = try TemporaryDirectory()
    try folder.write(Self.text.utf8, to: "t.csv")
    let beside = try load(Self.entry, in: folder).loaded[0].dataSet.get()
    #expect(beside.units.map(\.times) == [[1, 2]])
    #expect(beside.channels.map(\.id) == ["temp 1", "temp 2"])
    try other.write(Self.text.replacing("1,2,3,4", with: "1,5,3,4").utf8, to: "t.csv")
    let data = try load(Self.entry, in: folder, directories: ["nowhere", other.path])
      .loaded[0].dataSet.get()
    #expect(data.units.map(\.times) == [[1, 5]])
    try folder.remove("t.csv")
    let absolute = Self.entry.replacing("t.csv", with: other.file("t.csv"))
    #expect(try load(absolute, in: folder).loaded[0].dataSet.get().identity == data.identity)
  }

  @Test func aMissNamesTheFoldersSearched() throws {
    let folder = try TemporaryDirectory()
    let relative = try load(Self.entry, in: folder).loaded[0].dataSet
    #expect(throws: DataSetError(nil, "found no t.csv (searched: nowhere, \(folder.path)/)")) {
      try relative.get()
    }
    let absolute = try load(Self.entry.replacing("t.csv", with: "/no/t.csv"), in: folder)
      .loaded[0].dataSet
    #expect(throws: DataSetError(nil, "found no /no/t.csv")) { try absolute.get() }
  }

  @Test(arguments: [
    (
      "unit: machin, time: t, label: state",
      "4:59: datasets[0].columns.unit: T:1: no column \"machin\"; did you mean \"machine\"?"
    ),
    (
      "time: clock, label: state",
      "4:59: datasets[0].columns.time: T:1: no column \"clock\"; there is \"machine\", \"t\", \"temp 1\", \"temp 2\", \"state\""
    ),
    (
      "time: t, label: state, unit: machine, channels: [\"temp*\", vib]",
      "4:111: datasets[0].columns.channels[1]: T:1: no column \"vib\"; there is \"temp 1\", \"temp 2\""
    ),
    (
      "time: t, label: state, unit: machine, channels: temp*, raw: temp1",
      "4:113: datasets[0].columns.raw: T:1: no channel \"temp1\"; did you mean \"temp 1\"?"
    ),
    (
      "time: t, label: state, unit: machine, load: [power]",
      "4:98: datasets[0].columns.load[0]: T:1: no channel \"power\"; there is \"temp 1\", \"temp 2\""
    ),
  ])
  func whatTheTableLacksIsTheFaultOfTheSuite(columns: String, message: String) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Self.text.utf8, to: "t.csv")
    let dataSet = try load(Self.entry, columns: columns, in: folder).loaded[0].dataSet
    let error = #expect(throws: SuiteError.self) { try dataSet.get() }
    let expected = "\(folder.file("s.yaml")):" + message.replacing("T:", with: "\(path):")
    #expect(error?.description == expected)
  }

  @Test func aPatternWithoutMembersIsTheFaultOfTheSuite() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Self.text.utf8, to: "t.csv")
    let entry = Self.entry.replacing(
      "path: t.csv", with: "members: [\"*.csv\", x*], path: \(folder.path)")
    let dataSet = try load(entry, in: folder).loaded[0].dataSet
    let error = #expect(throws: SuiteError.self) { try dataSet.get() }
    #expect(
      error?.description
        == "\(folder.file("s.yaml")):4:48: datasets[0].members[1]: \(folder.path): no member \"x*\"; there is \"t.csv\""
    )
  }

  @Test func regimesAreThoseOfTheColumn() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Self.text.utf8, to: "t.csv")
    let columns = "unit: machine, time: t, label: state, regime: temp 2"
    let second = Self.entry.replacing("id: a", with: "id: b, regime: none")
    let loaded = try load(Self.entry + "\n  " + second, columns: columns, in: folder).loaded
    let sets = try loaded.map { try $0.dataSet.get() }
    #expect(sets.map(\.units[0].regimeKeys) == [[0, 1], nil])
    #expect(sets[0].regimeNames == ["3", "4"])
  }
}
