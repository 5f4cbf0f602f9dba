import TestSupport
import Testing

@testable import Harness

/// What programs wrote to standard error, beside the record.
struct ProgramLogsTests {
  private func files(_ folder: TemporaryDirectory, _ path: String) throws -> [String] {
    try TemporaryDirectory.contents(of: folder.file(path))
  }

  @Test func everyCellHasAFile() throws {
    let suite = try OutsideSuite()
    let entries = try suite.entries([
      ("quiet", "", ""), ("dies", "$on{fit} = sub { print STDERR \"ü\\n\"; exit 3 };", ""),
      (
        "drawn",
        #"$on{hello} = sub { print STDERR 'seed ', key('seed'); answer('{"type":"ready","protocol":1}') };"#,
        "seeds: [3, 4]"
      ),
    ])
    let record = try TemporaryDirectory()
    try record.write("old".utf8, to: "logs/pumps/gone/1.txt")
    try record.write("old".utf8, to: "logs/pumps/drawn/1.txt")
    try record.write("kept".utf8, to: "logs/other/mine/1.txt")
    let folder = RecordFolder(path: record.path)
    let run = try suite.run(entries)
    try folder.write(ProgramLogs(run.plan, run.result.outputs))
    #expect(try files(record, "logs") == ["other", "pumps"])
    #expect(try files(record, "logs/pumps") == ["dies", "drawn"])
    #expect(try files(record, "logs/pumps/drawn") == ["3.txt", "4.txt"])
    #expect(try record.text(of: "logs/pumps/drawn/4.txt") == "seed 4")
    #expect(try record.text(of: "logs/pumps/dies/1.txt") == "ü\n")
    #expect(try record.text(of: "logs/other/mine/1.txt") == "kept")
    #expect(folder.log("pumps", "dies", "1") == record.file("logs/pumps/dies/1.txt"))
    // What was computed before has not lost its voice.
    let again = try suite.run(entries)
    #expect(again.result.reused > 0)
    try folder.write(ProgramLogs(again.plan, again.result.outputs))
    #expect(try record.text(of: "logs/pumps/drawn/4.txt") == "seed 4")
  }
}
