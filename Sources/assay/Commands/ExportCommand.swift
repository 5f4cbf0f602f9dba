import Datasets
import Harness
import JSON
import Reports

extension Command {
  static let export = Command(
    path: ["export"],
    summary: "Write the prepared training and test rows of a suite, for work elsewhere.",
    discussion: [
      "Every data set gets a folder with train.csv and test.csv, or their values as arrays of NumPy,"
        + " and export.json, which says what they are. Rows are prepared as an unsupervised detector"
        + " of a run gets them: scaled by the rows in which the column fit of train.csv is 1. The"
        + " column label of train.csv is healthy, grey, failing or off, and empty in rows before"
        + " the training rows.",
      "test.csv has every unit from its first row, as detectors are fed; rows in which evaluated is 1"
        + " count. It has no labels, for a detector is told none.",
      "Scores come back as a detector of kind scores: a CSV with the columns unit, time and score,"
        + " greater is more anomalous, for every row of test.csv and, so that the alarm threshold"
        + " can be calibrated, of train.csv. Where training and test units have the same names,"
        + " as the engines of the official split do, it has the column part too, as the exported"
        + " files do.",
      "Exit codes: 0 written, 2 the suite or command line is wrong or the folder cannot be written"
        + " to, 3 data are missing or damaged.",
    ],
    arguments: [RunOptions.suite],
    options: [
      .value("out", name: "DIR", help: "The folder to write to; needed."),
      .value(
        "format", name: "WORD",
        help: "csv, or npy for arrays of NumPy with the rest of the columns beside them.",
        default: "csv"),
      RunOptions.data, .archiveLimit,
      .value(
        "only", name: "PATTERN",
        help: "Only data sets with a cell whose data set, detector or dataset/detector the pattern"
          + " covers; * stands for any characters."),
      RunOptions.noCache, RunOptions.json, RunOptions.quiet,
    ],
    examples: [
      Example(
        line: "assay export suites/quickstart.yaml --out export",
        meaning: "Simulated pumps, in export/pumps/."),
      Example(
        line: "assay export suites/cmapss.yaml --only FD001 --format npy --out export",
        meaning: "One data set, its values as arrays."),
    ]
  ) { arguments in
    guard let folder = arguments.value("out"), !folder.isEmpty else {
      throw UsageError("export needs --out DIR: the folder to write to")
    }
    let formats = ExportFormat.allCases
    let format =
      try arguments.choice("format", among: formats.map(\.rawValue)).flatMap(ExportFormat.init)
      ?? .csv
    let options = try RunOptions(arguments)
    let export = try SuiteExport(options.run, to: folder, format: format)
    var standardError = StandardError()
    if !options.isQuiet { for note in export.notes { print("assay: \(note)", to: &standardError) } }
    let progress = ProgressLine(isShown: !options.isQuiet)
    defer { progress.clear() }
    let written = try export.write(program: "\(Program.assay.name) \(Program.assay.version)") {
      progress.show("preparing \($0 + 1) of \($1): \($2)")
    }
    progress.clear()
    if options.printsJSON {
      print(summary(written, folder).pretty, terminator: "")
    } else if !options.isQuiet {
      print("\(table(written).text())\n\nFiles: \(folder)")
    }
    return .fine
  }

  private static func table(_ written: [SuiteExport.Summary]) -> Table {
    Table(
      title: "Prepared rows",
      columns: [
        .init("data set", .left), .init("channels"), .init("training units"), .init("rows"),
        .init("test units"), .init("rows"),
      ],
      sections: [
        written.map { row in
          [row.dataset]
            + [row.channels, row.trainingUnits, row.trainingRows, row.testUnits, row.testRows]
            .map(String.init)
        }
      ])
  }

  private static func summary(_ written: [SuiteExport.Summary], _ folder: String) -> JSONValue {
    [
      "folder": .string(folder),
      "datasets": .array(
        written.map { row in
          [
            "dataset": .string(row.dataset), "channels": .integer(row.channels),
            "training_units": .integer(row.trainingUnits),
            "training_rows": .integer(row.trainingRows),
            "test_units": .integer(row.testUnits), "test_rows": .integer(row.testRows),
          ]
        }),
    ]
  }
}
