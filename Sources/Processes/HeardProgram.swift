import Glibc

/// A program that was started for its output.
///
/// It stays in the process group, so that Ctrl-C ends both, and is ended with this value, if it has
/// not ended itself.
public final class HeardProgram {
  private let process: pid_t
  private var isRunning = true
  private var output: Descriptor?
  private let errors: Descriptor

  /// Starts a program with the environment of this one and no input.
  ///
  /// - Parameters:
  ///   - name: The program, looked up in `PATH`.
  ///   - arguments: Its arguments, without its name.
  /// - Throws: ``ProgramFailure`` if it cannot be started.
  public init(_ name: String, _ arguments: [String]) throws(ProgramFailure) {
    let output = try Descriptor.pipe()
    let errors = try Descriptor.pipe()
    process = try Launch(
      command: [name] + arguments, output: output.writing, errors: errors.writing,
      hasOwnGroup: false
    ).run()
    self.output = output.reading
    self.errors = errors.reading
  }

  deinit {
    if isRunning {
      kill(process, SIGKILL)
      _ = wait()
    }
  }

  /// Waits for output and reads some.
  ///
  /// - Parameter buffer: Takes what is read, from its start.
  /// - Returns: The number of bytes, 0 at the end of the output.
  public func read(into buffer: inout [UInt8]) -> Int {
    output.map { Self.read($0, into: &buffer) } ?? 0
  }

  /// Waits for the end of the program.
  ///
  /// - Returns: The exit code, as shells count it where a signal ended the program, and what it
  ///   wrote to standard error, which must be little.
  public func finish() -> (code: CInt, errors: String) {
    output = nil
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Self.read(errors, into: &buffer)
      if count == 0 { break }
      text += buffer.prefix(count)
    }
    return (wait(), String(decoding: text, as: UTF8.self))
  }

  private func wait() -> CInt {
    var status: CInt = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    isRunning = false
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  private static func read(_ end: Descriptor, into buffer: inout [UInt8]) -> Int {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    if case .bytes(let count) = end.read(into: &bytes, from: 0) { return count }
    return 0
  }
}
