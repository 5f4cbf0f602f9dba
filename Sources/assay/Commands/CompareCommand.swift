import Harness
import JSON
import Reports

extension Command {
  static let compare = Command(
    path: ["compare"],
    summary: "Show what differs between two records of a suite, with intervals, worst first.",
    discussion: [
      "Both records must be of one suite and of the same data. Every metric that has an interval is"
        + " compared, the units resampled in pairs: the interval of a difference is much narrower"
        + " than the two intervals side by side suggest. p is the probability of so large a"
        + " difference by the luck of the units, by the normal approximation of the paired"
        + " bootstrap and corrected by Holm's method for the number of values that differ. The"
        + " units that drive a difference are named, by their leads and alarms at the detector's own"
        + " threshold and by their mean scores. What only one record has is noted.",
      "Exit codes: 0 compared, 2 a record cannot be read or the two cannot be paired.",
    ],
    arguments: [
      Argument(name: "A", help: "The folder of the record to start from."),
      Argument(name: "B", help: "The folder of the record that may be better or worse."),
    ],
    options: [
      .flag("all", help: "Print every difference, not the worst twenty."),
      .flag("json", help: "Print every difference for programs."),
    ],
    examples: [
      Example(
        line: "assay compare results/cmapss-before results/cmapss",
        meaning: "What a change of a detector did, over all its data sets.")
    ]
  ) { arguments in
    let records = try [0, 1].map { index in
      let folder = RecordFolder(path: arguments.positional(index))
      var record = try folder.read()
      record.replicates = try folder.readReplicates()
      return record
    }
    let comparison = try RecordComparison(
      records[0], records[1], paths: (arguments.positional(0), arguments.positional(1)))
    let report = ComparisonReport(comparison, limit: arguments.flag("all") ? .max : 20)
    if arguments.flag("json") {
      print(report.json.pretty, terminator: "")
    } else {
      print(report.text)
    }
    return .fine
  }
}
