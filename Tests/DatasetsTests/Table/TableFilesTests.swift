import Archives
import Numerics
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// Tables in archives and folders, and one file per unit.
struct TableFilesTests {
  private static let perUnit = [
    ("data/7.csv", "time,a\n1,10\n2,20\n"), ("data/10.csv", "time,a\n1,30\n"),
  ]

  private func load(
    _ texts: [(String, String)], _ layout: TableLayout, format: ArchiveWriter.Format = .zip
  ) throws -> (loaded: LoadedDataSet?, refusal: String?) {
    let folder = try TemporaryDirectory()
    let path = try folder.write(
      ArchiveWriter.bytes(texts: texts.map { ($0.0, $0.1) }, format: format), to: "t.archive")
    let refusal = TableSource.refusal(at: path, in: folder, layout)
    return (refusal == nil ? try TableSource.load(path, layout: layout) : nil, refusal)
  }

  @Test(arguments: ArchiveWriter.Format.allCases)
  func everyFileIsAUnit(format: ArchiveWriter.Format) throws {
    let loaded = try #require(
      try load(Self.perUnit, layout([:]) { $0.runsToFailure = true }, format: format).loaded)
    #expect(loaded.dataSet.units.map(\.id) == ["7", "10"])
    #expect(loaded.dataSet.units.map(\.values.storage) == [[10, 20], [30]])
    #expect(loaded.dataSet.containers.map(\.name) == ["t.archive"])
    #expect(loaded.members.map(\.path) == ["data/7.csv", "data/10.csv"])
    #expect(loaded.members[0].sha256 == SHA256.digest(of: Self.perUnit[0].1))
  }

  @Test func theContainerMakesNoDifference() throws {
    let folder = try TemporaryDirectory()
    let alone = try TableSource.load(folder.write(mixed.utf8, to: "any.csv"), layout: layout())
    #expect(alone.dataSet.containers.map(\.sha256) == [SHA256.digest(of: mixed)])
    let inner = try ArchiveWriter.bytes(texts: [("deep/any.tsv", mixed)], format: .compressedTar)
    let nested = try folder.write(
      ArchiveWriter.bytes([("inner.tar.gz", inner)]), to: "outer.zip")
    let packed = try TableSource.load(nested, layout: layout())
    #expect(packed.dataSet.identity == alone.dataSet.identity)
    #expect(packed.members.map(\.path) == ["inner.tar.gz › deep/any.tsv"])
  }

  @Test func aFolderIsReadLikeAnArchive() throws {
    let folder = try TemporaryDirectory()
    let alone = try TableSource.load(folder.write(mixed.utf8, to: "any.csv"), layout: layout())
    try folder.write("no table".utf8, to: "readme.txt")
    let loaded = try TableSource.load(folder.path, layout: layout())
    #expect(loaded.dataSet.identity == alone.dataSet.identity)
    #expect(loaded.dataSet.containers == [])
    #expect(loaded.members.map(\.path) == ["any.csv"])
  }

  @Test func aTableOfAnotherNameIsNamedAmongTheMembers() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(mixed.utf8, to: "any.dat")
    try folder.write(mixed.replacing("1,3,20", with: "1,3,21").utf8, to: "b.csv")
    let csv = try TableSource.load(folder.path, layout: layout())
    #expect(csv.members.map(\.path) == ["b.csv"])
    let loaded = try TableSource.load(folder.path, layout: layout { $0.members = ["*.dat"] })
    #expect(loaded.members.map(\.path) == ["any.dat"])
    #expect(
      try TableSource.load(path, layout: layout()).dataSet.identity == loaded.dataSet.identity)
  }

  @Test func tablesOfAllUnitsFollowOneAnotherByName() throws {
    let header = "unit,time,a,label\n"
    let texts = [
      ("2024-02.csv", header + "1,3,5,0\n2,3,6,0\n"),
      ("2024-01.csv", header + "1,1,7,0\n1,2,8,0\n"),
    ]
    let units = try #require(try load(texts, layout()).loaded).dataSet.units
    #expect(units.map(\.times) == [[1, 2, 3], [3]])
    #expect(units.map(\.values.storage) == [[7, 8, 5], [6]])
    let backwards = [("a.csv", texts[0].1), ("b.csv", texts[1].1)]
    #expect(
      try load(backwards, layout()).refusal
        == "t.archive › b.csv, line 2: the rows of unit \"1\" begin before those in t.archive › a.csv, line 2 end; tables follow one another by their names"
    )
  }

  @Test func whatIsNoTableIsPassedOver() throws {
    let others = [
      ("readme.txt", "About these data\n\n1. …\n"), ("__MACOSX/._t.csv", "\u{0}\u{5}"),
      ("photo.jpeg", "?"),
    ]
    let loaded = try #require(try load(others + [("T.CSV", mixed)], layout()).loaded)
    #expect(loaded.members.map(\.path) == ["T.CSV"])
    #expect(
      try load(others, layout()).refusal
        == "t.archive: none of its 3 members is a table with the named columns, called *.csv, *.tsv, *.txt; name others in members"
    )
    // A text that has some of the columns is a table with a fault.
    #expect(
      try load([("t.csv", mixed), ("notes.txt", "unit,tme,a\n")], layout()).refusal
        == "t.archive › notes.txt, line 1: the columns are not those of t.archive › t.csv, line 1: there is no \"time\""
    )
  }

  @Test func membersByPattern() throws {
    let texts = [("train/t.dat", mixed), ("test/t.dat", "?"), ("train/notes.csv", "?")]
    let loaded = try #require(
      try load(texts, layout { $0.members = ["train/*.dat"] }).loaded)
    #expect(loaded.members.map(\.path) == ["train/t.dat"])
    #expect(
      try load(texts, layout { $0.members = ["t.dat", "valid/*"] }).refusal
        == "t.archive › test/t.dat, line 1: the columns are not those of t.archive › train/t.dat, line 1: there is no \"unit\""
    )
    #expect(
      try load(texts, layout { $0.members = ["train/t.dat", "valid/*"] }).refusal
        == "t.archive: no member \"valid/*\"")
  }

  @Test(arguments: [
    (
      [("a/1.csv", "time,a\n1,2\n"), ("b/1.csv", "time,a\n2,2\n")],
      "t.archive › b/1.csv, line 2: unit \"1\" is in t.archive › a/1.csv, line 2 too; a unit is named after its file"
    ),
    (
      [("1.csv", "time,a\n1,2\n"), ("2.csv", "time,b\n2,2\n")],
      "t.archive › 2.csv, line 1: the columns are not those of t.archive › 1.csv, line 1: there is no \"a\""
    ),
    (
      [("1.csv", "time,a\n1,2\n"), ("2.csv", "time,a,b\n2,2,2\n")],
      "t.archive › 2.csv, line 1: the columns are not those of t.archive › 1.csv, line 1: \"b\" is one more"
    ),
    (
      [("1.csv", "time,a\n1,2\n"), ("2.csv", "a,time\n2,2\n")],
      "t.archive › 2.csv, line 1: the columns are not those of t.archive › 1.csv, line 1: their order is another"
    ),
    (
      [("1.csv", "time,a\n1,2\n1,2\n")],
      "t.archive › 1.csv, line 3, column 1: the time \"1\" stands twice in unit \"1\"; if the table has several, name their column in columns: { unit: … }"
    ),
    ([("1.csv", "time,a\n1,2\n"), ("2.csv", "")], "t.archive › 2.csv: the table is empty"),
  ])
  func filesThatDoNotFit(texts: [(String, String)], message: String) throws {
    #expect(
      try load(texts, layout([:]) { $0.runsToFailure = true }).refusal == message)
  }
}
