import Harness
import JSON
import Reports

extension Command {
  static let audit = Command(
    path: ["audit"],
    summary: "Check that every detector of a suite is causal and deterministic.",
    discussion: [
      "Every detector, the controls included, is fitted and held to the rules below over units of"
        + " each data set, the whole way from raw rows to scores. Stochastic detectors are audited"
        + " with their first two seeds. A short form of the same audit is part of every run."
        + " Nothing is written."
    ] + AuditRule.allCases.map { "\($0.rawValue): \($0.meaning)" } + [
      "The oracle control reads the labels and is exempt.",
      "Exit codes: 0 no rule is broken, 1 one is, 2 the suite or command line is wrong, 3 data are"
        + " missing or damaged, 4 a detector cannot be fitted.",
    ],
    arguments: [RunOptions.suite],
    options: [
      RunOptions.data, .archiveLimit,
      .value(
        "only", name: "PATTERN",
        help: "Only cells whose data set, detector or dataset/detector the pattern covers;"
          + " * stands for any characters."),
      RunOptions.jobs, RunOptions.noCache, RunOptions.json, RunOptions.quiet,
    ],
    examples: [
      Example(
        line: "assay audit suites/quickstart.yaml",
        meaning: "Every built-in detector of the suite on simulated pumps."),
      Example(
        line: "assay audit suites/cmapss.yaml --data ~/archives --only 'FD001/baseline'",
        meaning: "One detector on one data set, and the controls."),
    ]
  ) { arguments in
    let options = try RunOptions(arguments)
    let plan = try options.prepare().plan
    let progress = ProgressLine(isShown: !options.isQuiet)
    let rows = SuiteAudit(plan).rows(jobs: options.run.jobs) { progress.show($0) }
    progress.clear()
    let report = AuditReport(rows)
    if options.printsJSON {
      print(report.json.pretty, terminator: "")
    } else if !options.isQuiet {
      print(report.text)
    } else {
      var standardError = StandardError()
      for sentence in report.sentences { print("assay: \(sentence)", to: &standardError) }
    }
    if !report.broken.isEmpty { return .auditFailed }
    return report.refused.isEmpty ? .fine : .detectorFailed
  }
}
