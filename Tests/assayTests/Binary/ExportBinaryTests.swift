import Foundation
import JSON
import TestSupport
import Testing

/// `assay export` as it is built, run as a process.
struct ExportBinaryTests {
  @Test func pumpsAsText() throws {
    let tiny = try TinySuite()
    let run = try tiny.assay("export tiny.yaml --out out")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(
      run.standardOutput == """
        Prepared rows
        data set  channels  training units   rows  test units   rows
        ────────────────────────────────────────────────────────────
        pumps            6              10  14400          10  28800

        Files: out

        """)
    #expect(try tiny.folder.contents() == ["out", "tiny.yaml"])
    #expect(
      try TemporaryDirectory.contents(of: tiny.folder.file("out/pumps")) == [
        "export.json", "test.csv", "train.csv",
      ])
    let lines = try tiny.folder.text(of: "out/pumps/test.csv").split(separator: "\n")
    #expect(
      lines[0]
        == "part,unit,time,regime,evaluated,temperature,vibration,pressure,flow,current,duty-cycle")
    #expect(lines.count == 28801)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("test,pump-") })
  }

  @Test func factsOfAnExport() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("export tiny.yaml --out out --quiet").standardOutput == "")
    let facts = try JSONValue(parsing: tiny.folder.text(of: "out/pumps/export.json"))
    #expect(facts["program"] == "assay 0.1.0")
    #expect(facts["suite"] == ["name": "tiny", "version": 1])
    #expect(facts["dataset"]?["scaling"] == ["kind": "standard", "per": "regime"])
    #expect(facts["identity"]?.string?.count == 64)
    #expect(facts["time_unit"] == "minute")
    #expect(facts["train"]?["rows"] == 14400)
    #expect(facts["test"] == ["units": 10, "rows": 28800, "evaluated_rows": 14400])
    #expect(facts["scores_need_part"] == false)
    #expect(
      facts["files"] == [
        "train.csv": "the rows to learn from, with their channels",
        "test.csv": "the rows to score, with their channels",
      ])
    let json = try tiny.json("export tiny.yaml --out out --json --format npy")
    #expect(json["folder"] == "out")
    #expect(json["datasets"]?.elements?.map { $0["test_rows"] } == [28800])
    #expect(
      try TemporaryDirectory.contents(of: tiny.folder.file("out/pumps")) == [
        "export.json", "test_rows.csv", "test_values.npy", "train_rows.csv", "train_values.npy",
      ])
  }

  /// NumPy reads the arrays, and finds in them what stands in the text.
  @Test(.enabled(if: NumPy.isThere, "there is no python3 with numpy"))
  func pumpsAsArrays() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("export tiny.yaml --out text").exitCode == 0)
    #expect(try tiny.assay("export tiny.yaml --out arrays --format npy").exitCode == 0)
    let script = """
      import csv, numpy
      for part in ("train", "test"):
          values = numpy.load(f"arrays/pumps/{part}_values.npy")
          text = list(csv.reader(open(f"text/pumps/{part}.csv")))
          rows = list(csv.reader(open(f"arrays/pumps/{part}_rows.csv")))
          marks = len(rows[0])
          assert rows == [line[:marks] for line in text]
          assert values.shape == (len(text) - 1, 6) and values.flags.c_contiguous
          assert (values == numpy.array([line[marks:] for line in text[1:]], float)).all()
      """
    try tiny.folder.write(script.utf8, to: "compare.py")
    let run = try NumPy.run(["compare.py"], in: tiny.folder)
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
  }

  @Test(arguments: [
    ("export tiny.yaml", "export needs --out DIR: the folder to write to"),
    (
      "export tiny.yaml --out out --format cvs",
      "--format takes one of csv, npy, not \"cvs\"; did you mean \"csv\"?"
    ),
    (
      "export tiny.yaml --out .",
      ".: the folder is not empty and holds no earlier export; name another folder with --out"
    ),
    ("export tiny.yaml --out tiny.yaml", "tiny.yaml: it is no folder that can be read"),
    ("export none.yaml --out out", "none.yaml: there is no such file"),
    (
      "export tiny.yaml --out out --only nothing",
      "--only nothing covers no cell of tiny, which has pumps, max-z, mean-z"
    ),
  ])
  func usage(line: String, message: String) throws {
    let tiny = try TinySuite()
    let run = try tiny.assay(line)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }

  @Test func missingDataAndRowsThatCannotBePrepared() throws {
    let engines = try TinySuite(pumps: "source: cmapss, subset: FD001, split: units")
    let missing = try engines.assay("export tiny.yaml --data here --out out")
    #expect(missing.exitCode == 3)
    #expect(missing.standardError.hasPrefix("assay: found no CMAPSSData.zip or "))
    #expect(try engines.folder.contents() == ["tiny.yaml"])
    let short = try TinySuite(
      pumps: "source: simulator, pumps: 1, days: 2, missing: forward-fill,"
        + " split: { kind: chronological, fit_rows: [0, 1] }")
    let run = try short.assay("export tiny.yaml --out out")
    #expect(run.exitCode == 3)
    #expect(run.standardError == "assay: pumps: no channel varies over the fit rows\n")
  }
}
