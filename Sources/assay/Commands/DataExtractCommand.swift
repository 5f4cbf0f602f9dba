import Archives
import Datasets
import Foundation
import Harness
import Reports

extension Command {
  static let dataExtract = Command(
    path: ["data", "extract"],
    summary: "Reduce raw IMS snapshots to features, one CSV per test.",
    discussion: [
      "Reads the raw bearing data in one pass, without unpacking them to a visible place, and writes"
        + " 1st_test.csv, 2nd_test.csv and 3rd_test.csv, as far as there are snapshots of these"
        + " tests. The tables serve as data where the raw archive is not at hand; docs/ims.md"
        + " explains their columns.",
      "A snapshot is known by its name and by the nearest folder or archive around it, so any way of"
        + " packing will do. A partial archive is fine: what is missing is listed. Where anything is"
        + " damaged, the damage is listed and nothing is written.",
      "Exit codes: 0 written, 2 the command line is wrong or the folder cannot be written to,"
        + " 3 something is damaged, or no raw snapshot is there.",
    ],
    arguments: [
      Argument(name: "FILE", help: "The archive as published, one inside it, or a folder.")
    ],
    options: [
      .value("out", name: "DIR", help: "The folder of the tables; needed."),
      .value(
        "jobs", short: "j", name: "N", help: "Threads used at most.", default: "all cores"),
      .value(
        "sampling-rate", name: "HZ", help: "Samples per second; the readme of the data says 20000.",
        default: "20480"),
      RunOptions.quiet, .archiveLimit,
    ],
    examples: [
      Example(
        line: "assay data extract 'data/4. Bearings.zip' --out data",
        meaning: "All three tests, from the archive as it was downloaded."),
      Example(
        line: "assay data extract 2nd_test.rar --out tables",
        meaning: "One test alone."),
    ]
  ) { arguments in
    guard let folder = arguments.value("out"), !folder.isEmpty else {
      throw UsageError("data extract needs --out DIR: the folder of the tables")
    }
    let isQuiet = arguments.flag("quiet")
    let line = ProgressLine(isShown: !isQuiet)
    defer { line.clear() }
    let file = arguments.positional(0)
    let reading = try IMS.readRaw(
      file, features: IMS.Feature.all,
      samplingRate: try arguments.number("sampling-rate", in: .through(19801...1_000_000))
        ?? IMS.samplingRate, demand: .whatever,
      limits: try ArchiveLimits(arguments),
      width: try arguments.integer("jobs", in: 1...1024)
        ?? ProcessInfo.processInfo.activeProcessorCount
    ) { count in line.show("reading snapshot \(count)") }
    line.clear()
    guard reading.problems.isEmpty else {
      var standardError = StandardError()
      for line in reading.problemLines { print("assay: \(line)", to: &standardError) }
      return .data
    }
    guard !reading.tables.isEmpty else {
      throw DataSetError(nil, "\(file) holds no raw snapshot of the IMS bearing data")
    }
    for table in reading.tables { try table.checkReplacement(in: folder) }
    for table in reading.tables { try table.write(to: folder) }
    if isQuiet {
      var standardError = StandardError()
      for line in reading.missingLines { print("assay: \(line)", to: &standardError) }
    } else {
      print(reading.summary(folder))
    }
    return .fine
  }
}

extension IMS.RawReading {
  /// The problems, as far as one wants to read them.
  fileprivate var problemLines: [String] {
    let shown = 20
    let rest = problems.count - shown
    return problems.prefix(shown).map { "\($0)" }
      + (rest > 0 ? ["\(rest) more of \(problems.count) problems are not shown"] : [])
  }

  fileprivate func summary(_ folder: String) -> String {
    let table = Table(
      title: "Snapshots",
      columns: [
        .init("table", .left), .init("snapshots"), .init("of"), .init("first", .left),
        .init("last", .left),
      ],
      sections: [
        tables.map { table in
          [
            table.test.tableName, String(table.snapshots.count), String(table.test.snapshots),
            table.snapshots.first?.name ?? "", table.snapshots.last?.name ?? "",
          ]
        }
      ])
    let notes = missingLines.flatMap { Paragraph.wrapped($0) }
    return ([table.text()] + [notes.joined(separator: "\n")] + ["Tables: \(folder)"])
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// What the tests lack.
  fileprivate var missingLines: [String] {
    IMS.benchmark.compactMap { test in
      guard let table = tables.first(where: { $0.test == test }) else {
        return "missing: \(test.name) has no snapshot here"
      }
      return table.shortfall.map { "missing: \(test.name) \($0)" }
    }
  }
}

extension IMS.FeatureTable {
  /// Checks that a table does not take the place of one that holds more.
  fileprivate func checkReplacement(in folder: String) throws(DataSetError) {
    let path = "\(folder)/\(test.tableName)"
    guard let rows = IMS.snapshots(inTableAt: path, of: test), rows > snapshots.count else {
      return
    }
    throw DataSetError(
      nil,
      "\(path) holds \(rows) snapshots, more than the \(snapshots.count) that would take their place;"
        + " remove it first, or name another folder with --out")
  }
}
