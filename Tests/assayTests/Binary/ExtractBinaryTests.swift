import Datasets
import Foundation
import TestSupport
import Testing

/// `assay data extract` as it is built, run as a process.
struct ExtractBinaryTests {
  private let folder: TemporaryDirectory
  private static let names = ["2004.02.12.10.32.39", "2004.02.12.10.42.39"]

  init() throws { folder = try TemporaryDirectory() }

  /// Runs the program with a line of words in the folder.
  private func assay(_ line: String) throws -> ProcessRun {
    try ProcessRun(
      ProcessRun.built("assay"), line.split(separator: " ").map(String.init),
      in: URL(filePath: folder.path))
  }

  private func write(_ members: [(name: String, text: String)], to name: String) throws {
    try folder.write(ArchiveWriter.bytes(texts: members, format: .tar), to: name)
  }

  private func writeSnapshots() throws {
    try write(
      Self.names.enumerated().reversed().map { key, name in
        (name, SnapshotText.text(columns: 4, key: key))
      }, to: "2nd_test.tar")
  }

  /// Half of a test does not take the place of more of it, and quiet is not silent about what is missing.
  @Test func aTableIsNotReplacedByASmallerOne() throws {
    try writeSnapshots()
    #expect(try assay("data extract 2nd_test.tar --out a").exitCode == 0)
    let before = try folder.text(of: "a/2nd_test.csv")
    try write([(Self.names[0], SnapshotText.text(columns: 4, key: 0))], to: "2nd_test.tar")
    let refused = try assay("data extract 2nd_test.tar --out a")
    #expect(refused.exitCode == 3)
    #expect(
      refused.standardError
        == "assay: a/2nd_test.csv holds 2 snapshots, more than the 1 that would take their place;"
        + " remove it first, or name another folder with --out\n")
    #expect(try folder.text(of: "a/2nd_test.csv") == before)
    let quiet = try assay("data extract 2nd_test.tar --out b --quiet")
    #expect(quiet.exitCode == 0)
    #expect(quiet.standardOutput == "")
    #expect(
      quiet.standardError.split(separator: "\n").map { $0.prefix(40) } == [
        "assay: missing: 1st_test has no snapshot", "assay: missing: 2nd_test lacks 983 of it",
        "assay: missing: 3rd_test has no snapshot",
      ])
  }

  @Test func aPartialArchiveBecomesATableAndANoteOfWhatIsMissing() throws {
    try writeSnapshots()
    let run = try assay("data extract 2nd_test.tar --out a/b")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(
      run.standardOutput == """
        Snapshots
        table         snapshots   of  first                last
        ──────────────────────────────────────────────────────────────────────
        2nd_test.csv          2  984  2004.02.12.10.32.39  2004.02.12.10.42.39

        missing: 1st_test has no snapshot here
        missing: 2nd_test lacks 982 of its 984 snapshots: after 2004.02.12.10.42.39
        missing: 3rd_test has no snapshot here

        Tables: a/b

        """)
    #expect(try folder.contents() == ["2nd_test.tar", "a"])
    #expect(try TemporaryDirectory.contents(of: folder.file("a/b")) == ["2nd_test.csv"])
    let lines = try folder.text(of: "a/b/2nd_test.csv").split(separator: "\n")
    #expect(
      lines.first.map(String.init)
        == (["snapshot", "bearing", "channel"] + IMS.Feature.all.map(\.name)).joined(separator: ",")
    )
    #expect(
      lines.dropFirst().map { $0.split(separator: ",").prefix(3).joined(separator: ",") }
        == Self.names.flatMap { name in (1...4).map { "\(name),\($0),\($0)" } })
    // The numbers are those of the reader, to the last bit.
    let reading = try IMS.readRaw(
      folder.file("2nd_test.tar"), features: IMS.Feature.all, demand: .whatever, width: 1)
    #expect(
      lines.dropFirst().flatMap { $0.split(separator: ",").dropFirst(3).compactMap { Double($0) } }
        == reading.tables.first?.values)
  }

  @Test func theNumberOfThreadsChangesNoByte() throws {
    try writeSnapshots()
    for jobs in [1, 2, 7] {
      #expect(
        try assay("data extract 2nd_test.tar --out \(jobs) --jobs \(jobs) -q").standardOutput == "")
    }
    let text = try folder.text(of: "1/2nd_test.csv")
    #expect(text.count > 8000)
    #expect(try folder.text(of: "2/2nd_test.csv") == text)
    #expect(try folder.text(of: "7/2nd_test.csv") == text)
  }

  @Test func damageIsListedAndNothingIsWritten() throws {
    let sound = SnapshotText.text(columns: 4, key: 1)
    try write(
      [
        (Self.names[0], sound + "1\t2\t3\t4\n"), ("2004.02.30.00.00.00", ""),
        (Self.names[1], sound),
      ], to: "2nd_test.tar")
    let run = try assay("data extract 2nd_test.tar --out tables")
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    #expect(
      run.standardError == """
        assay: 2nd_test.tar › 2004.02.12.10.32.39: 20481 rows where a snapshot has 20480
        assay: 2nd_test.tar › 2004.02.30.00.00.00: the name has the form of a snapshot's but is no time

        """)
    #expect(try folder.contents() == ["2nd_test.tar"])
  }

  @Test func ofMuchDamageTheBeginningIsShown() throws {
    let names = (10...32).map { "2004.02.30.00.00.\($0)" }
    try write(names.map { ($0, "") }, to: "2nd_test.tar")
    let run = try assay("data extract 2nd_test.tar --out tables")
    #expect(run.exitCode == 3)
    let lines = names.prefix(20).map {
      "assay: 2nd_test.tar › \($0): the name has the form of a snapshot's but is no time\n"
    }
    #expect(
      run.standardError == lines.joined() + "assay: 3 more of 23 problems are not shown\n")
  }

  @Test(arguments: [
    (
      "data extract readme.tar --out tables", 3,
      "readme.tar holds no raw snapshot of the IMS bearing data"
    ),
    ("data extract none.tar --out tables", 3, "none.tar: there is no such file"),
    ("data extract readme.tar", 2, "data extract needs --out DIR: the folder of the tables"),
    (
      "data extract readme.tar --out tables --jobs 0", 2,
      "--jobs takes an integer from 1 through 1024, not \"0\""
    ),
  ])
  func refused(line: String, code: Int32, message: String) throws {
    try write([("readme.txt", "R\n")], to: "readme.tar")
    let run = try assay(line)
    #expect(run.exitCode == code)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try folder.contents() == ["readme.tar"])
  }

  @Test func aFolderThatCannotBeWrittenToIsAnErrorOfUse() throws {
    try writeSnapshots()
    let run = try assay("data extract 2nd_test.tar --out 2nd_test.tar/tables")
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: 2nd_test.tar: Not a directory\n")
  }
}
