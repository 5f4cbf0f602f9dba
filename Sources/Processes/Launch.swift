import CProcesses
import FoundationEssentials
import Glibc

/// How a program is started: the one place that does so.
///
/// No shell stands between, it has standard input, output and error and nothing else of this
/// process, and no signal is blocked or ignored.
struct Launch {
  /// The program, looked up in `PATH` unless it has a slash, and its arguments.
  var command: [String]
  /// The folder it starts in, and that its own path is relative to; ours where `nil`.
  var folder: String?
  /// What is set over the environment of this process.
  var environment: [String: String] = [:]
  /// What it reads; `/dev/null` where `nil`.
  var input: Descriptor?
  var output: Descriptor
  var errors: Descriptor
  /// Whether it leaves the group of this process, so that it can be ended with all that it starts;
  /// then Ctrl-C at a terminal does not reach it, and it is killed when a signal ends this process.
  var hasOwnGroup: Bool

  /// Starts the program.
  ///
  /// - Returns: The number of its process, which is to be waited for.
  /// - Throws: ``ProgramFailure``.
  func run() throws(ProgramFailure) -> pid_t {
    let variables = ProcessInfo.processInfo.environment
      .merging(environment) { _, own in own }.map { "\($0.key)=\($0.value)" }
    guard let program = command.first, !program.isEmpty else { throw ProgramFailure(.notFound) }
    guard (command + variables + [folder ?? ""]).allSatisfy({ !$0.utf8.contains(0) }) else {
      throw ProgramFailure(.couldNotStart("its command, folder or environment has a NUL"))
    }
    if let folder, !Self.isFolder(folder) { throw ProgramFailure(.folderNotFound(folder)) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    var code = unsafe add(to: &actions)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    if code == 0 { code = set(&attributes) }
    processes_expect_children()
    var process: pid_t = 0
    var signals = sigset_t()
    if hasOwnGroup { unsafe processes_will_start(&signals) }
    defer { if hasOwnGroup { unsafe processes_has_started(process, &signals) } }
    if code == 0 {
      code = unsafe Self.withCStrings(command) { words in
        unsafe Self.withCStrings(variables) { variables in
          unsafe posix_spawnp(&process, program, &actions, &attributes, words, variables)
        }
      }
    }
    if code != 0 {
      process = 0
      throw failure(code)
    }
    return process
  }

  private func add(to actions: inout posix_spawn_file_actions_t) -> CInt {
    let code =
      if let input {
        unsafe posix_spawn_file_actions_adddup2(&actions, input.number, STDIN_FILENO)
      } else {
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      }
    var codes = [code]
    unsafe codes.append(
      posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO))
    unsafe codes.append(
      posix_spawn_file_actions_adddup2(&actions, errors.number, STDERR_FILENO))
    unsafe codes.append(processes_add_close_others(&actions))
    if let folder { unsafe codes.append(processes_add_folder(&actions, folder)) }
    return codes.first { $0 != 0 } ?? 0
  }

  private func set(_ attributes: inout posix_spawnattr_t) -> CInt {
    // A thread of Swift's pool blocks signals; a child that inherited this could not be ended.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    var all = sigset_t()
    unsafe sigfillset(&all)
    let flags =
      POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0)
    let codes = unsafe [
      posix_spawnattr_setsigmask(&attributes, &none),
      posix_spawnattr_setsigdefault(&attributes, &all),
      posix_spawnattr_setpgroup(&attributes, 0),
      posix_spawnattr_setflags(&attributes, Int16(flags)),
    ]
    return codes.first { $0 != 0 } ?? 0
  }

  private func failure(_ code: CInt) -> ProgramFailure {
    switch code {
    case ENOENT: ProgramFailure(isThere ? .interpreterNotFound : .notFound)
    case ENOTDIR: ProgramFailure(.notFound)
    case EACCES, ENOEXEC: ProgramFailure(.notExecutable)
    default: .system(code)
    }
  }

  /// Whether the program's file is there, though the system found something missing.
  private var isThere: Bool {
    guard let program = command.first else { return false }
    let folders: [String] =
      if program.hasPrefix("/") {
        [""]
      } else if program.contains("/") {
        [(folder ?? ".") + "/"]
      } else {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" }
      }
    return folders.contains { unsafe access($0 + program, F_OK) == 0 }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
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
