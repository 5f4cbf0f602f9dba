import Glibc

@testable import Processes

/// Programs of a few words, which Debian's shell and Perl run.
enum Script {
  case shell(String)
  case perl(String)

  var command: [String] {
    switch self {
    case .shell(let text): ["sh", "-c", text]
    case .perl(let text): ["perl", "-e", text]
    }
  }
}

extension WatchedProgram {
  /// Starts a script.
  convenience init(
    _ script: Script, memoryLimit: Int? = nil, outputLimit: Int = 1 << 20
  ) throws(ProgramFailure) {
    try self.init(
      Setup(command: script.command, memoryLimit: memoryLimit, outputLimit: outputLimit))
  }

  /// Reads a line as text, within a time that no script here needs.
  func readText(within duration: Duration = .seconds(60)) throws(ProgramFailure) -> String {
    String(decoding: try readLine(atMost: 1000, until: .now + duration), as: UTF8.self)
  }

  /// Writes a byte again and again until that is refused, for a minute at most.
  ///
  /// A program that another test is just starting holds every pipe of this process for a moment,
  /// the end that was closed here included; what is written then is taken.
  func writeUntilRefused() throws(ProgramFailure) {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      try write([1], until: deadline)
    }
  }

  /// The processes that carry the program's mark and run.
  var remains: [pid_t] { Self.remains(of: tree.mark) }

  static func remains(of mark: String) -> [pid_t] {
    ProcessRecord.all.filter {
      !$0.hasEnded && ProcessRecord.environment(of: $0.process, has: mark)
    }.map(\.process)
  }
}
