extension Command {
  static let version: Command = Command(
    path: ["version"],
    summary: "Print the version.",
    examples: [Example(line: "assay version", meaning: "Print the name and the version.")]
  ) { _ in
    print("\(Program.assay.name) \(Program.assay.version)")
    return .fine
  }
}
