import Foundation
import Harness
import JSON
import Metrics
import Reports

extension Command {
  static let score = Command(
    path: ["score"],
    summary: "Print the metrics of a CSV of scores made elsewhere.",
    discussion: [
      "The columns label and score are found by their names in the first line; unit, time and phase"
        + " are used where there are such, all others are passed over. Labels are healthy, grey,"
        + " failing, 0 or 1; an empty score, or nan, is a row without one. Fields are separated by"
        + " commas, semicolons or tabs.",
      "An alarm is a score of at least --threshold, without persistence. Range, volume, affiliation"
        + " and NAB metrics are taken per unit and averaged where defined, all others from the"
        + " rows, events or counts of all units together. Grey rows are left out, as if not"
        + " recorded, of everything but alarm-rate and the time metrics: there a failing event is a"
        + " maximal run of failing rows of a unit, the grey rows directly before it are its early"
        + " band, and it fails at its last row. Without a column time, time is the number of the"
        + " row in its unit. With a column phase the metrics of alarmed rows are also printed for"
        + " every phase.",
      "Metrics that are undefined are left out. Point-adjusted F1 stands beside the value that"
        + " random scores get. Rows are read one by one: a file larger than the memory is fine.",
      "Exit codes: 0 printed, 2 the command line is wrong, 3 the file is missing or damaged.",
    ],
    arguments: [Argument(name: "FILE", help: "A CSV of scores; - reads standard input.")],
    options: [
      .value("threshold", name: "T", help: "A score of at least T is an alarm."),
      .value(
        "window", name: "N", help: "The greatest width of the slopes of volumes, in rows.",
        default: "100"),
      .value(
        "alpha", name: "A", help: "What finding a range counts for in range-recall.", default: "0"),
      .value(
        "bias", name: "WORD", help: "Where a range counts most: flat, front, back or middle.",
        default: "flat"),
      .value(
        "cardinality", name: "WORD",
        help: "What a range in several pieces counts for: one or reciprocal.",
        default: "reciprocal"),
      .value(
        "only", name: "IDS",
        help: "Only these metrics, separated by commas; assay list metrics explains them."),
      .value("format", name: "WORD", help: "table, csv or json.", default: "table"),
    ],
    examples: [
      Example(
        line: "assay score scores.csv --threshold 0.5",
        meaning: "Every metric that the file allows, in families."),
      Example(
        line: "assay score scores.csv --only roc-auc,vus-pr.opt --format csv",
        meaning: "Two numbers to hold against a table in a paper."),
    ]
  ) { arguments in
    let threshold = try arguments.number("threshold")
    let settings = try arguments.scoreSettings
    let format =
      try arguments.choice("format", among: ["table", "csv", "json"]) ?? "table"
    let ids = try arguments.scoreMetrics(hasThreshold: threshold != nil)
    let file = try ScoreFile(
      arguments.positional(0), threshold: threshold, keeping: ScoreFamily.parts(for: ids))
    let report = ScoreReport(file, threshold: threshold, metrics: ids, settings: settings)
    switch format {
    case "csv": print(report.csv, terminator: "")
    case "json": print(report.json.pretty, terminator: "")
    default: print(report.text)
    }
    return .fine
  }
}

extension ParsedArguments {
  /// The variants of metrics that the options ask for.
  fileprivate var scoreSettings: ScoreEvaluation.Settings {
    get throws(UsageError) {
      let bias =
        try choice("bias", among: RangeScore.Bias.allCases.map(\.rawValue))
        .flatMap(RangeScore.Bias.init) ?? .flat
      let cardinality =
        try choice("cardinality", among: RangeScore.Cardinality.allCases.map(\.rawValue))
        .flatMap(RangeScore.Cardinality.init) ?? .reciprocal
      return ScoreEvaluation.Settings(
        window: try integer("window", in: 0...1_000_000) ?? 100,
        range: RangeScore(
          alpha: try number("alpha", in: .unit) ?? 0, precisionBias: bias, recallBias: bias,
          cardinality: cardinality))
    }
  }

  /// The wanted metrics, in the order of the catalog.
  fileprivate func scoreMetrics(hasThreshold: Bool) throws(UsageError) -> [String] {
    let possible = hasThreshold ? ScoreFamily.ids : ScoreFamily.idsWithoutThreshold
    guard let text = value("only") else { return possible }
    let ids = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    if ids.isEmpty { throw UsageError("--only takes ids of metrics, separated by commas") }
    for id in ids where !possible.contains(id) {
      guard ScoreFamily.ids.contains(id) else {
        throw UsageError(
          "a file of scores has no metric \"\(id)\""
            + Spelling.question(for: id, among: ScoreFamily.ids))
      }
      throw UsageError(
        "--only \(id) needs --threshold T: the metric looks at alarms, which are scores of at"
          + " least T")
    }
    return possible.filter(ids.contains)
  }
}
