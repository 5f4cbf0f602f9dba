import FoundationEssentials
import Glibc

/// A program that was started for its output.
///
/// It is ended with this value, if it has not ended itself.
final class ChildProgram {
  private let process: pid_t
  private var isRunning = true
  private let output: Pipe
  private let errors: Pipe

  /// Starts a program with the environment of this one, no input, and no shell between.
  ///
  /// It stays in the process group, so that Ctrl-C ends both.
  ///
  /// - Parameters:
  ///   - name: The program, looked up in `PATH`.
  ///   - arguments: Its arguments, without its name.
  /// - Throws: ``Failure`` with the system's code.
  init(_ name: String, _ arguments: [String]) throws(Failure) {
    output = try Pipe()
    errors = try Pipe()
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // A thread of Swift's pool blocks signals; a child that inherited this could not be ended.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let code = unsafe Self.withCStrings([name] + arguments) { words in
      unsafe Self.withCStrings(environment) { variables in
        unsafe posix_spawnp(&process, name, &actions, &attributes, words, variables)
      }
    }
    if code != 0 { throw Failure(code: code) }
    self.process = process
    output.closeWriting()
    errors.closeWriting()
  }

  deinit {
    if isRunning {
      kill(process, SIGKILL)
      _ = wait()
    }
  }

  /// Why a program could not be started.
  struct Failure: Error {
    let code: CInt
    var isMissingProgram: Bool { code == ENOENT }
    var reason: String { unsafe String(cString: strerror(code)) }
  }

  /// Waits for output and reads some; 0 bytes at its end.
  func read(into buffer: inout [UInt8]) -> Int { output.read(into: &buffer) }

  /// Waits for the end of the program.
  ///
  /// - Returns: The exit code, as shells count it where a signal ended the program, and what it
  ///   wrote to standard error, which must be little.
  func finish() -> (code: CInt, errors: String) {
    output.closeReading()
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = errors.read(into: &buffer)
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

  /// Lends texts as the array that C programs are started with.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = unsafe texts.map { unsafe strdup($0) }
    defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
    return unsafe body(copies + [nil])
  }
}

/// A pipe whose ends no other program inherits.
private final class Pipe {
  private var reading: CInt
  private(set) var writing: CInt

  init() throws(ChildProgram.Failure) {
    var ends: [CInt] = [-1, -1]
    // Unlike pipe(2), a pair of sockets is never open for a program that starts at this moment.
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ChildProgram.Failure(code: errno)
    }
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    closeReading()
    closeWriting()
  }

  func read(into buffer: inout [UInt8]) -> Int {
    while true {
      let count = unsafe Glibc.read(reading, &buffer, buffer.count)
      if count >= 0 || errno != EINTR { return max(count, 0) }
    }
  }

  func closeReading() { Self.close(&reading) }
  func closeWriting() { Self.close(&writing) }

  private static func close(_ end: inout CInt) {
    if end >= 0 { Glibc.close(end) }
    end = -1
  }
}
