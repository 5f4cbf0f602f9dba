import CProcesses

/// How a program ended.
///
/// Its description is the rest of a sentence about the program.
public enum ProgramStatus: Equatable, Sendable, CustomStringConvertible {
  /// By itself, with its exit code.
  case code(Int)
  /// By a signal, which may have come from here.
  case signal(Int)

  public var description: String {
    switch self {
    case .code(let code): return "ended with exit code \(code)"
    case .signal(let signal):
      guard let meaning = unsafe processes_signal_description(CInt(truncatingIfNeeded: signal))
      else { return "was ended by signal \(signal)" }
      let words = unsafe String(cString: meaning).lowercased()
      return "was ended by signal \(signal) (\(words))"
    }
  }
}
