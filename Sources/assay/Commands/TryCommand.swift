import Archives
import CProcessor
import Datasets
import Detectors
import Foundation
import Harness
import JSON
import Metrics
import Reports

extension Command {
  static let tryDetector = Command(
    path: ["try"],
    summary: "Try one detector in any language: hold it to the rules, print its row.",
    discussion: [
      "The program is run as kind: external of a suite would run it, on a small fleet of simulated"
        + " pumps or on the data of another suite, and stands beside the controls. Nothing is kept."
        + " docs/external-detectors.md says how to write one.",
      "With --python the detector is a class with fit and decision_function, predict_proba or"
        + " score_samples, and needs no program; the words behind it are its parameters and the keys"
        + " of kind: python, such as window=30.",
      "Options stand before the command; what follows it belongs to it.",
      "Exit codes: 0 all is well, 1 a rule of the audit is broken, 2 the command line or suite is"
        + " wrong, 3 data are missing or damaged, 4 the detector failed.",
    ],
    arguments: [
      Argument(
        name: "COMMAND", help: "The program and its arguments, or key=value with --python.",
        count: .anyNumber)
    ],
    options: [
      .value("python", name: "CLASS", help: "A Python class, such as mine:Detector."),
      .value(
        "suite", name: "SUITE", help: "Take the data, alarm rule and limits of a suite.",
        default: "simulated pumps"),
      RunOptions.data, .archiveLimit, RunOptions.jobs, RunOptions.noCache, RunOptions.json,
      RunOptions.quiet,
    ],
    examples: [
      Example(line: "assay try python3 my_detector.py", meaning: "A script of one's own."),
      Example(
        line: "assay try --python pyod.models.iforest:IForest n_estimators=200",
        meaning: "A class of a library."),
      Example(
        line: "assay try --suite suites/cmapss.yaml --data ~/archives ./detector --fast",
        meaning: "On all data sets of a suite."),
    ], takesCommand: true
  ) { arguments in
    let tried = try TriedDetector(arguments)
    let suite = try Suite.trial(
      of: tried.yaml, on: arguments.value("suite"),
      knownMetrics: MetricCatalog.metrics.map(\.id), knownKinds: DetectorCatalog.kinds.map(\.name))
    let options = try RunOptions(arguments, suite: suite)
    let progress = ProgressLine(isShown: !options.isQuiet)
    let trial = try options.run.trial { progress.show($0) }
    progress.clear()
    let report = TrialReport(trial, detector: tried.id)
    if options.printsJSON {
      print(report.json.pretty, terminator: "")
    } else if !options.isQuiet {
      print(report.text)
    }
    if !trial.ran { return .detectorFailed }
    return trial.passes ? .fine : .auditFailed
  }
}

/// The detector that a command line names, as a suite would.
private struct TriedDetector {
  let id: String
  let yaml: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let name = arguments.value("python") {
      id = Self.id(name.split(separator: ":").last.map(String.init) ?? name)
      let keys = try arguments.positionals.map { (word) throws(UsageError) in
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
          throw UsageError("with --python, \"\(word)\" should be key=value")
        }
        return "\n  \(word[..<equals]): \(word[word.index(after: equals)...])"
      }
      yaml =
        "- id: \(JSONValue.string(id).compact)\n  kind: python\n  class: \(JSONValue.string(name).compact)"
        + keys.joined()
    } else {
      guard let program = arguments.positionals.first else {
        throw UsageError("try needs a COMMAND, or --python CLASS; see assay try --help")
      }
      // The interpreter says little; the script behind it names the detector.
      let script = arguments.positionals.dropFirst().first { !$0.hasPrefix("-") }
      id = Self.id(FileBytes.name(of: program.contains("/") ? program : script ?? program))
      let words = JSONValue.array(arguments.positionals.map(JSONValue.string))
      yaml = "- id: \(JSONValue.string(id).compact)\n  kind: external\n  command: \(words.compact)"
    }
  }

  /// A name for tables, of the characters that ids have.
  private static func id(_ name: String) -> String {
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let plain = stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let id = String(plain.drop { $0 == "-" }.prefix(24))
    return id.isEmpty || Suite.controls.contains(id) || id == "default" ? "detector" : id
  }
}
