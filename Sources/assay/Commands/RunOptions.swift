import Archives
import CProcessor
import Datasets
import Detectors
import Foundation
import Harness
import Metrics

/// What `run`, `check` and `bless` have in common: a suite, its data and where its record goes.
struct RunOptions {
  static let suite = Command.Argument(
    name: "SUITE", help: "The suite file, such as suites/gate.yaml.")

  static let data = Option.value(
    "data", name: "DIR", help: "Look archives up here first.",
    default: "$ASSAY_DATA, then data/", isRepeatable: true)
  static let jobs = Option.value(
    "jobs", short: "j", name: "N", help: "Cells computed at once.", default: "all cores")
  static let noCache = Option.flag(
    "no-cache", help: "Parse archives anew, and keep nothing of them for the next time.")
  static let json = Option.flag("json", help: "Print a summary for programs instead of tables.")
  static let quiet = Option.flag("quiet", short: "q", help: "Print neither progress nor tables.")

  static let options: [Option] = [
    data, .archiveLimit,
    .value("out", name: "DIR", help: "The folder of the record.", default: "results/<suite>"),
    jobs,
    .flag("force", help: "Compute every cell again, whatever is stored."),
    noCache, json, quiet,
  ]

  /// The further options of the commands that run a suite for its own sake, or a part of it.
  static let runningOptions: [Option] = [
    .value(
      "only", name: "PATTERN",
      help: "Only cells whose data set, detector or dataset/detector the pattern covers;"
        + " * stands for any characters. The record then holds only these."),
    .flag("plan", help: "List the cells and the missing data; compute nothing."),
    .flag("keep-scores", help: "Write the scores of every cell into the record's scores/."),
    .flag(
      "save-models",
      help: "Fit once more and write the models of every cell into the record's models/."),
  ]

  let run: SuiteRun
  let isQuiet: Bool
  let printsJSON: Bool

  /// Reads the suite that the command line names, and the options.
  init(_ arguments: ParsedArguments) throws {
    try self.init(
      arguments,
      suite: try Suite.load(
        file: arguments.positional(0), knownMetrics: MetricCatalog.metrics.map(\.id),
        knownKinds: DetectorCatalog.kinds.map(\.name)))
  }

  /// Reads the options.
  init(_ arguments: ParsedArguments, suite: Suite) throws {
    let selection = Selection(pattern: arguments.value("only"))
    if selection.datasets(of: suite).isEmpty {
      let names = (suite.datasets.map(\.id) + suite.detectors.map(\.id)).joined(separator: ", ")
      throw UsageError(
        "--only \(arguments.value("only") ?? "") covers no cell of \(suite.name), which has"
          + " \(names)")
    }
    if let out = arguments.value("out"), out.isEmpty {
      throw UsageError("--out takes the name of a folder")
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    run = SuiteRun(
      suite: suite, selection: selection,
      locator: ArchiveLocator(
        directories: Self.dataFolders(arguments), limits: try ArchiveLimits(arguments)),
      cache: arguments.flag("no-cache")
        ? nil : DataCache.standard(environment: ProcessInfo.processInfo.environment),
      folder: RecordFolder(path: arguments.value("out") ?? "results/\(suite.name)"),
      jobs: try arguments.integer("jobs", in: 1...1024) ?? cores,
      isForced: arguments.flag("force"), march: unsafe String(cString: assay_compiled_march()))
    isQuiet = arguments.flag("quiet")
    printsJSON = arguments.flag("json")
  }

  /// The folders in which archives are looked up, in order.
  static func dataFolders(_ arguments: ParsedArguments) -> [String] {
    let environment = ProcessInfo.processInfo.environment["ASSAY_DATA"]
    return arguments.values("data") + [environment ?? ""].filter { !$0.isEmpty } + ["data"]
  }

  /// Loads the data and plans the run; what is to be known of the data goes to standard error.
  func prepare() throws -> Runner {
    let runner = try run.prepare()
    var standardError = StandardError()
    if !isQuiet { for note in runner.plan.notes { print("assay: \(note)", to: &standardError) } }
    return runner
  }

  /// Runs the suite with progress on standard error.
  func record(_ runner: Runner) throws -> (record: Record, reused: Int) {
    let progress = ProgressLine(isShown: !isQuiet)
    defer { progress.clear() }
    return try run.record(runner) { progress.show($0) }
  }
}
