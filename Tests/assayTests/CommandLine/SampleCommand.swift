@testable import assay

extension Command {
  /// A command with one of everything.
  static let sample: Command = Command(
    path: ["data", "weigh"], summary: "Weigh the members of an archive.",
    discussion: [
      "Every member is weighed as it streams by, so that an archive of any size fits; nothing is"
        + " ever written to a visible path."
    ],
    arguments: [
      Argument(name: "FILE", help: "The archive."),
      Argument(name: "MEMBER", help: "Only these members.", count: .anyNumber),
    ],
    options: [
      .value("threshold", short: "t", name: "T", help: "The least weight.", default: "0"),
      .value("only", name: "PATTERN", help: "Take what it covers.", isRepeatable: true),
      .flag("force", short: "f", help: "Weigh damaged members, too."),
      .value(
        "a-very-long-option", name: "NUMBER",
        help: "An option whose name is too long for the column, so that its help stands below it."),
    ],
    examples: [
      Example(line: "assay data weigh a.zip --threshold -1e3", meaning: "Weigh everything.")
    ]
  ) { _ in .fine }

  static let report: Command = Command(path: ["report"], summary: "Report.") { _ in .gateFailed }
}

extension Program {
  static let sample = Program(
    name: "assay", version: "9", summary: "Samples.", commands: [.sample, .report])
}
