import Archives
import Detectors
import Harness

/// What is printed on standard error, and the exit code, when a command cannot go on.
struct Failure: Equatable, Sendable {
  let message: String
  let code: ExitCode

  init(_ error: any Error) {
    message = "\(Program.assay.name): \(error)"
    code =
      switch error {
      case is UsageError, is SuiteError, is GoldenError, is RecordError, is FileError: .usage
      case is DetectorError: .detectorFailed
      default: .data
      }
  }
}
