import Harness

extension Command {
  static let newDetector = Command(
    path: ["new", "detector"],
    summary: "Write a working skeleton of a detector, its suite and its test.",
    discussion: [
      "swift: a detector of the program itself, in a checkout of Assay: its file, its line in"
        + " DetectorCatalog.swift, its test and a suite. docs/adding-a-detector.md goes through it.",
      "python: a class with fit and decision_function, as PyOD and scikit-learn have them, with a"
        + " test that needs no Assay.",
      "c: a program that needs libc alone and speaks the protocol of docs/external-detectors.md.",
      "All three score alike: by how far a channel leaves the band of usual values. Replace that.",
      "Exit codes: 0 written, 2 the command line is wrong, or a file is there already; then nothing"
        + " is written.",
    ],
    arguments: [
      Argument(
        name: "NAME", help: "The name in suites: lower-case words with hyphens, such as slow-drift."
      )
    ],
    options: [
      .value("language", name: "WORD", help: "swift, python or c; needed."),
      .value(
        "out", name: "DIR", help: "The folder to write to; for swift that of Assay's sources.",
        default: "this one"),
      .flag("quiet", short: "q", help: "Print nothing."),
    ],
    examples: [
      Example(
        line: "assay new detector slow-drift --language python",
        meaning: "slow_drift.py, test_slow_drift.py and slow-drift.yaml."),
      Example(
        line: "assay new detector slow-drift --language swift --out ~/assay",
        meaning: "SlowDrift.swift and what belongs to it, at their places."),
    ]
  ) { arguments in
    let folder = arguments.value("out") ?? "."
    if folder.isEmpty { throw UsageError("--out takes the name of a folder") }
    let languages = SkeletonLanguage.allCases
    let word = try arguments.choice("language", among: languages.map(\.rawValue))
    guard let language = word.flatMap(SkeletonLanguage.init) else {
      throw UsageError("new detector needs --language WORD: swift, python or c")
    }
    let name = try DetectorName(arguments.positional(0))
    try name.checkIsFree(in: language)
    let skeleton =
      switch language {
      case .swift: try Skeleton.swift(name, checkout: folder)
      case .python: Skeleton.python(name)
      case .c: Skeleton.c(name)
      }
    try skeleton.write(to: folder)
    if !arguments.flag("quiet") { print(skeleton.summary(in: folder)) }
    return .fine
  }
}

extension Skeleton {
  /// What was written where, and the next steps in columns.
  fileprivate func summary(in folder: String) -> String {
    let place = folder == "." ? "" : " in \(folder)"
    let lines = changes.map { ", and a line in \($0.path)" }.joined()
    let width = next.map(\.command.count).max() ?? 0
    let steps = next.map { step in
      "  \(step.command)\(String(repeating: " ", count: width - step.command.count))"
        + "  # \(step.meaning)"
    }
    return
      (["Written\(place): \(files.map(\.path).joined(separator: ", "))\(lines)", "Next\(place):"]
      + steps).joined(separator: "\n")
  }
}
