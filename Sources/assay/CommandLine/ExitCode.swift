/// What a run of the program tells the one that started it.
enum ExitCode: Int32, Sendable {
  case fine = 0
  case gateFailed = 1
  /// A detector breaks a rule of the audit: the same code as a failed gate.
  static let auditFailed = ExitCode.gateFailed
  /// The command line, a suite or a golden file is wrong.
  case usage = 2
  /// Data are missing or damaged.
  case data = 3
  case detectorFailed = 4
}
