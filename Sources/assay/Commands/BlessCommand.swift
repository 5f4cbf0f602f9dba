import Foundation
import Harness
import JSON

extension Command {
  static let bless = Command(
    path: ["bless"],
    summary: "Accept the gated metrics of a suite as its golden values.",
    discussion: [
      "Writes golden/<suite>/: one file per detector, its values per unit, and run.json with the"
        + " reason of every bless. Refused in continuous integration (CI is set), and when a value"
        + " of an unchanged detector changed though the suite's version was not raised."
    ],
    arguments: [RunOptions.suite],
    options: RunOptions.options + [
      .value("reason", name: "TEXT", help: "Why the values are accepted; needed."),
      .value("from", name: "RECORD", help: "Accept a stored record instead of running."),
      .value(
        "golden", name: "DIR", help: "The folder that holds <suite>/.", default: "golden"),
    ],
    examples: [
      Example(
        line: "assay bless suites/gate.yaml --reason 'max-z reads the settings too'",
        meaning: "Run, and take the new values as golden.")
    ]
  ) { arguments in
    guard let reason = arguments.value("reason"), !reason.isEmpty else {
      throw UsageError("bless needs --reason TEXT: why the values are accepted")
    }
    if let ci = ProcessInfo.processInfo.environment["CI"], !ci.isEmpty {
      throw UsageError("bless is refused in continuous integration, where CI is set")
    }
    let options = try RunOptions(arguments)
    let suite = options.run.suite
    let record: Record
    if let from = arguments.value("from") {
      record = try RecordFolder(path: from).read()
      // By their texts: a whole number that was written as one with a fraction reads as an integer.
      guard record.run["suite"]?.compact == suite.resolved.compact else {
        throw UsageError("\(from) is no record of \(suite.file) as it stands")
      }
      if let only = record.run["only"]?.string {
        throw UsageError("\(from) is a record of a part, --only \(only); bless takes whole suites")
      }
    } else {
      record = try options.record(try options.prepare()).record
    }
    let folder = "\(arguments.value("golden") ?? "golden")/\(suite.name)"
    let previous =
      FileManager.default.fileExists(atPath: "\(folder)/run.json")
      ? try Golden(folder: folder) : nil
    let golden = try Golden(
      blessing: record, suite: suite, previous: previous, reason: reason, folder: folder)
    try golden.check(for: suite, folder: folder)
    try golden.write(folder: folder)
    let rows = golden.detectors.map(\.rows.count).reduce(0, +)
    if options.printsJSON {
      let summary: JSONValue = [
        "golden": .string(folder), "detectors": .integer(golden.detectors.count),
        "values": .integer(rows),
      ]
      print(summary.pretty, terminator: "")
    } else if !options.isQuiet {
      print("Golden: \(folder) · \(golden.detectors.count) detectors, \(rows) values")
    }
    return .fine
  }
}
