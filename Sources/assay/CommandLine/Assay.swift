extension Program {
  /// The program itself.
  ///
  /// A new command is a file of its own and a line here.
  static let assay: Program = Program(
    name: "assay", version: "0.1.0",
    summary:
      "Evaluates anomaly detectors on run-to-failure sensor data, offline and reproducibly.",
    commands: [
      .run, .check, .bless, .compare, .score, .audit, .tryDetector, .export, .list, .dataInspect,
      .dataExtract, .dataFetch, .newDetector, .version,
    ])
}
