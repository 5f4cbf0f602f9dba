import Harness
import Reports

extension Command {
  static let run = Command(
    path: ["run"],
    summary: "Run a suite: score every detector on every data set and print the tables.",
    discussion: [
      "Every detector is fitted on training rows, gets its alarm threshold from held-out"
        + " calibration rows and is evaluated beside the controls random, constant, age, raw and"
        + " oracle. The record goes to the folder --out; cells that are stored there are not"
        + " computed again, so a killed run goes on where it stopped.",
      "Exit codes: 0 fine, 2 the suite or command line is wrong, 3 data are missing or damaged,"
        + " 4 a detector failed (the results of the others stand).",
    ],
    arguments: [RunOptions.suite],
    options: RunOptions.options + [
      .flag("plan", help: "List the cells and the missing data; compute nothing."),
      .flag("keep-scores", help: "Write the scores of every cell into the record."),
    ],
    examples: [
      Example(
        line: "assay run suites/quickstart.yaml",
        meaning: "Simulated pumps, no download needed."),
      Example(
        line: "assay run suites/cmapss.yaml --data ~/archives --only 'FD001*'",
        meaning: "The data sets of FD001, from CMAPSSData.zip in ~/archives."),
      Example(
        line: "assay run suites/cmapss.yaml --plan",
        meaning: "What would be computed, what is stored, which data are missing."),
    ]
  ) { arguments in
    let options = try RunOptions(arguments)
    if arguments.flag("plan") { return try plan(options) }
    let runner = try options.run.prepare()
    let (record, reused) = try options.record(runner)
    if arguments.flag("keep-scores") { try options.run.writeScores(runner) }
    let failed = record.cells.filter { $0.status != .ok }
    if options.printsJSON {
      print(summary(options, record, reused: reused).pretty, terminator: "")
    } else if !options.isQuiet {
      for table in RecordTables(record).all { print(table.text() + "\n") }
      print(
        "Record: \(options.run.folder.path) · \(runner.plan.cells.count) cells, \(reused) of them"
          + " stored before")
    }
    var standardError = StandardError()
    for cell in failed {
      print(
        "assay: \(cell.dataset) \(cell.detector) seed \(cell.seed) \(cell.status.rawValue):"
          + " \(cell.reason)", to: &standardError)
    }
    return failed.isEmpty ? .fine : .detectorFailed
  }

  private static func summary(_ options: RunOptions, _ record: Record, reused: Int) -> JSONValue {
    [
      "suite": .string(options.run.suite.name), "record": .string(options.run.folder.path),
      "reused": .integer(reused),
      "cells": .array(
        record.cells.map { cell in
          [
            "dataset": .string(cell.dataset), "detector": .string(cell.detector),
            "seed": .string(cell.seed), "status": .string(cell.status.rawValue),
            "reason": .string(cell.reason),
          ]
        }),
    ]
  }

  private static func plan(_ options: RunOptions) throws -> ExitCode {
    let outline = try options.run.outline()
    let cells = outline.runner.map { runner in
      runner.plan.cells.map { (name: runner.plan.name(of: $0), isStored: runner.isStored($0)) }
    }
    if options.printsJSON {
      let json: JSONValue = [
        "cells": .array(
          (cells ?? []).map { ["cell": .string($0.name), "stored": .bool($0.isStored)] }),
        "missing": .array(
          outline.missing.map { ["dataset": .string($0.dataset), "reason": .string($0.reason)] }),
      ]
      print(json.pretty, terminator: "")
      return .fine
    }
    for cell in cells ?? [] { print("\(cell.isStored ? "stored " : "compute")  \(cell.name)") }
    for missing in outline.missing { print("missing  \(missing.dataset): \(missing.reason)") }
    let stored = (cells ?? []).count { $0.isStored }
    print(
      "\(cells?.count ?? 0) cells, \(stored) of them stored; \(outline.missing.count) data sets"
        + " missing")
    return .fine
  }
}
