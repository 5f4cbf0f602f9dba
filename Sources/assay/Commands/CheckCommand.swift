import Harness
import JSON
import Reports

extension Command {
  static let check = Command(
    path: ["check"],
    summary: "Run a suite and compare its gated metrics with the golden values.",
    discussion: [
      "Worse fails, a missing row fails, a changed control fails; better is reported and asks for"
        + " assay bless. Every difference names the units that drive it.",
      "Exit codes: 0 green, 1 red, 2 the suite, the golden values or the command line are wrong, 3"
        + " data are missing or damaged.",
    ],
    arguments: [RunOptions.suite],
    options: RunOptions.options + RunOptions.runningOptions + [
      .value(
        "golden", name: "DIR", help: "The folder that holds <suite>/.", default: "golden"),
      .value(
        "against", name: "RECORD", help: "Compare with another record instead of golden values."),
      .flag("strict", help: "Better values and new rows fail too."),
    ],
    examples: [
      Example(line: "assay check suites/gate.yaml", meaning: "What continuous integration runs."),
      Example(
        line: "assay check suites/gate.yaml --only 'FD001*' --strict",
        meaning: "Some of the cells, and no difference at all."),
    ]
  ) { arguments in
    let options = try RunOptions(arguments)
    if arguments.flag("plan") { return try options.printPlan() }
    let run = options.run
    let folder = "\(arguments.value("golden") ?? "golden")/\(run.suite.name)"
    let golden: Golden
    if let other = arguments.value("against") {
      let record = try RecordFolder(path: other).read()
      if let only = record.run["only"]?.string {
        throw UsageError("\(other) is a record of a part, --only \(only), and no reference")
      }
      golden = Golden(record: record, gate: run.suite.gate)
    } else {
      golden = try Golden(folder: folder)
      try golden.check(for: run.suite, folder: folder)
    }
    let runner = try options.prepare()
    try golden.check(dataOf: runner.plan, folder: arguments.value("against") ?? folder)
    let (record, _) = try options.record(runner)
    if arguments.flag("keep-scores") { try run.writeScores(runner) }
    if arguments.flag("save-models") { try run.writeModels(runner) }
    let comparison = Comparison(
      record, with: golden, gate: run.suite.gate, controls: Set(Suite.controls)
    ) { dataset, detector in
      run.selection.covers(dataset: dataset, detector: detector, in: run.suite)
    }
    let report = GateReport(
      comparison, failures: record.cells.filter { $0.status != .ok },
      isStrict: arguments.flag("strict"),
      reference: arguments.value("against") ?? folder)
    if options.printsJSON {
      print(report.json.pretty, terminator: "")
    } else if !options.isQuiet || !report.passes {
      print(report.text)
    }
    return report.passes ? .fine : .gateFailed
  }
}
