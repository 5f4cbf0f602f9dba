import Foundation
import Harness
import JSON
import TestSupport
import Testing

/// The metrics of a file of scores, through the built program.
struct ScoreBinaryTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// Runs `assay score` on a file with this text; words of the line are set apart by blanks.
  private func score(_ text: String, _ line: String = "--format csv") throws -> ProcessRun {
    try folder.write(text.utf8, to: "s.csv")
    return try ProcessRun(
      ProcessRun.built("assay"), ["score", "s.csv"] + line.split(separator: " ").map(String.init),
      in: URL(filePath: folder.path))
  }

  private static let small = """
    unit;time;phase;label;score;extra
    a;0;run;healthy;0.1;x
    a;1;run;0;-2e-1;x
    b;0;stop, cold;0;;x
    a;2;run;grey;0.6;x
    a;3;run;failing;0.7;x
    a;4.5;run;1;0.9;x
    b;1;run;healthy;NaN;x
    b;2;run;healthy;0.8;x

    """

  @Test func csvWithPhasesAndRandomScores() throws {
    let ids = "true-positives,precision,alarm-rate,roc-auc,lead.median,early,pa-f1"
    let run = try score(Self.small, "--threshold 0.6 --format csv --only \(ids)")
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
    // Metrics stand in the order of the catalog; a phase's name is quoted where it must be.
    #expect(
      run.standardOutput == """
        metric,value
        true-positives,2
        precision,0.6666666666666666
        alarm-rate,0.5
        roc-auc,0.9
        pa-f1,0.8
        pa-f1.random,0
        early,0
        lead.median,2.5
        true-positives@phase=run,2
        precision@phase=run,0.6666666666666666
        alarm-rate@phase=run,0.5714285714285714
        "true-positives@phase=stop, cold",0
        "alarm-rate@phase=stop, cold",0

        """)
  }

  @Test func tableForPeople() throws {
    let run = try score(Self.small, "--threshold 0.6 --only recall,vus-pr.opt,pa-f1,missed")
    #expect(run.exitCode == 0)
    #expect(
      run.standardOutput == """
        s.csv: 8 rows, 2 units, 1 failing event, 1 grey row, 2 without a score

        Rows · alarm at scores of at least 0.6
        metric  value
        ──────────────
        recall  1.0000

        Volumes and range areas · variant opt, window 100 rows
        metric      value
        ──────────────────
        vus-pr.opt  1.0000

        Ranges and events · alarm at scores of at least 0.6 · range metrics with alpha
        0, bias flat, cardinality reciprocal
        metric  value
        ──────────────────────────────
        pa-f1   0.8000 (random 0.0000)

        Time to detection · alarm at scores of at least 0.6
        metric  value
        ─────────────
        missed  0

        By phase
        metric     run  stop, cold
        ──────────────────────────
        recall  1.0000           –

        random: what one draw of random scores reaches, for pa-f1 and pa-k20-f1 with as
        many alarmed rows, for pa-f1.oracle at its own best threshold.

        """)
  }

  @Test func withoutAThresholdANoteSaysWhatItAdds() throws {
    let run = try score(Self.small, "")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains("\nroc-auc            0.9000\n"))
    #expect(run.standardOutput.contains("\nf1.oracle         0.8000\n"))
    #expect(!run.standardOutput.contains("recall  "))
    #expect(
      run.standardOutput.hasSuffix(
        """
        With --threshold T a score of at least T is an alarm, and the metrics of alarmed
        rows, ranges, events and times are added.

        """))
    #expect(run.standardOutput.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func jsonHasFactsAndSettings() throws {
    let run = try score(
      Self.small,
      "--threshold -1e-3 --window 7 --alpha 0.5 --bias back --cardinality one --format json"
        + " --only f1")
    let json = try JSONValue(parsing: run.standardOutput)
    #expect(
      json == [
        "file": "s.csv", "rows": 8, "units": 2, "events": 1, "grey_rows": 1,
        "rows_without_score": 2, "threshold": -0.001, "window": 7, "alpha": 0.5, "bias": "back",
        "cardinality": "one",
        "metrics": ["f1": .number(4 / 6.0), "f1@phase=run": .number(4 / 6.0)],
      ])
  }

  @Test func variantsChangeTheRangeMetrics() throws {
    let text = "label,score\n0,0\n1,1\n1,0\n1,1\n0,0\n"
    func recall(_ line: String) throws -> String {
      let run = try score(text, "--threshold 1 --only range-recall --format csv \(line)")
      return try #require(run.standardOutput.split(separator: "\n").last?.description)
    }
    #expect(try recall("") == "range-recall,0.3333333333333333")
    #expect(try recall("--cardinality one") == "range-recall,0.6666666666666666")
    #expect(try recall("--alpha 1") == "range-recall,1")
    #expect(try recall("--bias middle") == "range-recall,0.25")
  }

  @Test func standardInput() throws {
    try folder.write("score\tlabel\r\n1\t1\r\n0\t0\r\n".utf8, to: "s.csv")
    let program = ProcessRun.built("assay").path
    let run = try ProcessRun(
      URL(filePath: "/bin/sh"),
      ["-c", "'\(program)' score - --only roc-auc --format csv < s.csv"],
      in: URL(filePath: folder.path))
    #expect(run.standardOutput == "metric,value\nroc-auc,1\n")
    #expect(run.exitCode == 0)
    let empty = try ProcessRun(ProcessRun.built("assay"), ["score", "-"])
    #expect(empty.standardError == "assay: standard input: the table is empty\n")
    #expect(empty.exitCode == 3)
  }

  @Test(arguments: [
    ("label,score\n1,0.5\n1,0.5\n", "vus-pr.opt,1"),
    ("label,score\n0,0.5\n0,0.5\n", "false-positive-rate,0"),
    ("label,score\n0,0.5\n1,0.5\n", "roc-auc,0.5"),
    ("label,score\n0,\n1,nan\n", "coverage,0"),
    ("label,score\n0,0.5", "accuracy,1"),
    ("label,score\ngrey,0.5\n", "alarm-rate,0"),
  ])
  func whatIsDefinedIsPrinted(text: String, line: String) throws {
    let run = try score(text, "--threshold 9 --format csv")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(run.standardOutput.contains("\n\(line)\n"))
    #expect(!run.standardOutput.lowercased().contains("nan"))
  }

  @Test(arguments: [
    ("", "s.csv: the table is empty"),
    ("label,score\n", "s.csv:1: no row follows the names of the columns"),
    (
      "labels,value\n0,1\n",
      "s.csv:1: there is no column \"label\" and no column \"score\" among \"labels\", \"value\";"
        + " did you mean \"label\" by \"labels\"?"
    ),
    (
      "\nlabel,scroe\n0,1\n",
      "s.csv:2: there is no column \"score\" among \"label\", \"scroe\"; did you mean \"score\" by"
        + " \"scroe\"?"
    ),
    ("label,score,label\n0,1,0\n", "s.csv:1: the column \"label\" stands twice"),
    (
      "label,score\n0,1\nhealty,1\n",
      "s.csv:3: \"healty\" is no label; labels are healthy, grey, failing, off, 0, 1; did you mean"
        + " \"healthy\"?"
    ),
    (
      "label,score\n2,1\n",
      "s.csv:2: \"2\" is no label; labels are healthy, grey, failing, off, 0, 1"
    ),
    ("label,score\n0,1\n0\n", "s.csv:3: 1 field where 2 belong"),
    ("label,score\n0,1,2\n", "s.csv:2: 3 fields where 2 belong"),
    ("label,score\n0,high\n", "s.csv:2: \"high\" stands where a score belongs"),
    ("label,score\n\n0,-Inf\n", "s.csv:3: the score \"-Inf\" is infinite"),
    ("label,score\n0,1e999\n", "s.csv:2: the score \"1e999\" is infinite"),
    ("label,score,time\n0,1,\n", "s.csv:2: \"\" stands where a time belongs"),
    ("label,score,time\n0,1,inf\n", "s.csv:2: the time \"inf\" is infinite"),
    ("label,score,time\n0,1,2\n0,1,2\n", "s.csv:3: time 2 stands twice"),
    (
      "label,score,time,unit\n0,1,2,a\n0,1,1,b\n0,1,1.5,a\n",
      "s.csv:4: time goes backwards: 1.5 follows 2 in unit \"a\""
    ),
    (
      "PK\u{3}\u{4}\n",
      "s.csv:1: there is no column \"label\" and no column \"score\" among \"PK\\u{03}\\u{04}\""
    ),
    ("label,score\n0,\"1\"2\n", "s.csv:2: a quotation mark does not enclose a whole field"),
  ])
  func damagedFiles(text: String, message: String) throws {
    let run = try score(text)
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
  }

  @Test func keptScoresHaveTheMetricsOfTheirRecord() throws {
    let suite = try TinySuite(detectors: ["{ id: max-z, kind: max-z }"])
    #expect(try suite.assay("run tiny.yaml --quiet --keep-scores").exitCode == 0)
    let run = try suite.assay(
      "score results/tiny/scores/pumps/max-z/1.csv --format csv"
        + " --only roc-auc,average-precision,pr-auc.trapezoid,coverage")
    let ours = run.standardOutput.split(separator: "\n").dropFirst().filter { !$0.contains("@") }
    let record = try suite.lines(
      of: "results/tiny/metrics.csv", startingWith: "pumps,max-z,1,all,"
    ).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[4...5].joined(separator: ",")
    }
    #expect(ours.count == 4)
    #expect(record.filter { ours.contains(Substring($0)) }.count == 4)
  }

  @Test func missingFile() throws {
    let run = try ProcessRun(
      ProcessRun.built("assay"), ["score", "none.csv"], in: URL(filePath: folder.path))
    #expect(run.exitCode == 3)
    #expect(run.standardError == "assay: none.csv: there is no such file\n")
  }

  @Test(arguments: [
    ("--only roc-acu", "a file of scores has no metric \"roc-acu\"; did you mean \"roc-auc\"?"),
    ("--only mtbf", "a file of scores has no metric \"mtbf\""),
    ("--only ,", "--only takes ids of metrics, separated by commas"),
    (
      "--only roc-auc,f1",
      "--only f1 needs --threshold T: the metric looks at alarms, which are scores of at least T"
    ),
    ("--threshold inf", "--threshold takes a number, not \"inf\""),
    ("--window -1", "--window takes an integer from 0 through 1000000, not \"-1\""),
    ("--alpha 2", "--alpha takes a number from 0 through 1, not \"2\""),
    (
      "--bias frnot",
      "--bias takes one of flat, front, back, middle, not \"frnot\"; did you mean \"front\"?"
    ),
    ("--cardinality two", "--cardinality takes one of one, reciprocal, not \"two\""),
    ("--format xml", "--format takes one of table, csv, json, not \"xml\""),
  ])
  func usage(line: String, message: String) throws {
    let run = try score("no table at all", line)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
  }
}
