import Archives
import Harness
import JSON
import Reports

extension Command {
  static let run = Command(
    path: ["run"],
    summary: "Run a suite: score every detector on every data set and print the tables.",
    discussion: [
      "Every detector is fitted on training rows, gets its alarm threshold as the suite's alarm"
        + " rule says and is evaluated beside the controls random, constant, age, raw and"
        + " oracle. The record goes to the folder --out; cells that are stored there are not"
        + " computed again, so a killed run goes on where it stopped.",
      "Exit codes: 0 fine, 2 the suite or command line is wrong, 3 data are missing or damaged,"
        + " 4 a detector failed (the results of the others stand).",
    ],
    arguments: [RunOptions.suite],
    options: RunOptions.options + RunOptions.runningOptions,
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
    if arguments.flag("plan") { return try options.printPlan() }
    let runner = try options.prepare()
    let (record, reused) = try options.record(runner)
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
    for line in failureLines(failed, options.run.folder) { print(line, to: &standardError) }
    if arguments.flag("keep-scores") { try options.run.writeScores(runner) }
    if arguments.flag("save-models") { try options.run.writeModels(runner) }
    return failed.isEmpty ? .fine : .detectorFailed
  }

  /// A sentence for every fault, with the seeds that met it and the end of standard error of the
  /// first where it is a program.
  private static func failureLines(_ failed: [CellRow], _ folder: RecordFolder) -> [String] {
    func fault(_ cell: CellRow) -> [String] {
      [cell.dataset, cell.detector, cell.status.rawValue, cell.reason]
    }
    return failed.map(fault).removingRepeats().flatMap { found in
      let seeds = failed.filter { fault($0) == found }.map(\.seed)
      let log = seeds.first.map { folder.log(found[0], found[1], $0) }
      return [
        "assay: \(found[0]) \(found[1]) seed\(seeds.count == 1 ? "" : "s")"
          + " \(seeds.joined(separator: ", ")) \(found[2]): \(found[3])"
      ]
        + StandardErrorText.lastLines(
          of: log.flatMap(AtomicFile.read).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }
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
}
