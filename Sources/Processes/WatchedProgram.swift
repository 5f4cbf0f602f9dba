import CProcesses
import Glibc

/// A program in a process group of its own, spoken to over pipes, within limits.
///
/// It is used from one thread at a time. A failure says what happened, and changes nothing: what the
/// program wrote before can still be read, and ``kill()`` or ``finish(within:)`` end it. One that is
/// released without either is killed. Its standard error is read in all that waits here, and its
/// memory is looked at ten times a second in all that waits here.
///
/// When this process dies, however it does, the program sees the end of its input; when a signal
/// such as that of Ctrl-C ends this process, the program's group is killed with it.
public final class WatchedProgram {
  /// What a program is started with, and within what limits.
  public struct Setup: Sendable {
    /// The program, looked up in `PATH` or, if it has a slash, relative to the folder, and its
    /// arguments; no shell stands between.
    public var command: [String]
    /// The folder that it starts in; that of this process where `nil`.
    public var folder: String?
    /// What is set over the environment of this process.
    public var environment: [String: String]
    /// The resident memory that it and all it starts may have together, in bytes.
    public var memoryLimit: Int?
    /// The bytes of standard output that may come before anybody asks for them.
    public var outputLimit: Int
    /// The folder of a control group with control of memory, in which this process may make others.
    ///
    /// Then the system itself holds the program to its memory limit; where this is `nil`, or no group
    /// can be made there, only the looks do. There is no default: the group that a process finds
    /// itself in is managed by somebody else.
    public var controlGroup: String?

    public init(
      command: [String], folder: String? = nil, environment: [String: String] = [:],
      memoryLimit: Int? = nil, outputLimit: Int = 1 << 20, controlGroup: String? = nil
    ) {
      self.command = command
      self.folder = folder
      self.environment = environment
      self.memoryLimit = memoryLimit
      self.outputLimit = outputLimit
      self.controlGroup = controlGroup
    }
  }

  let process: pid_t
  let memoryLimit: Int?
  let outputLimit: Int
  let controlGroup: ControlGroup?
  var input: Descriptor?
  /// `nil` once the program, and whoever inherited it, has closed it.
  var output: Descriptor?
  var errors: Descriptor?
  var received = ReceivedBytes()
  var errorTail = Tail()
  var errorBuffer = [UInt8](repeating: 0, count: 1 << 16)
  var tree: ProcessTree
  var looks = 0
  var nextLook: ContinuousClock.Instant
  var highestMemory = 0
  /// What the look that found too much memory has found.
  var excessiveMemory: Int?
  /// How the program ended, once a look has found that it did.
  var status: ProgramStatus?
  var ending: ProgramEnding?

  /// Starts a program.
  ///
  /// - Parameter setup: The program and its limits.
  /// - Throws: ``ProgramFailure`` if it cannot be started.
  public init(_ setup: Setup) throws(ProgramFailure) {
    let input = try Descriptor.pipe()
    let output = try Descriptor.pipe()
    let errors = try Descriptor.pipe()
    for end in [input.writing, output.reading, errors.reading] { try end.prepareForFrames() }
    let name = "program-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    memoryLimit = setup.memoryLimit
    outputLimit = setup.outputLimit
    controlGroup = setup.memoryLimit.flatMap { limit in
      setup.controlGroup.flatMap { .make(in: $0, name: name, limit: limit) }
    }
    process = try Launch(
      command: setup.command, folder: setup.folder,
      environment: setup.environment.merging([Self.markName: name]) { _, own in own },
      input: input.reading, output: output.writing, errors: errors.writing, hasOwnGroup: true
    ).run()
    controlGroup?.add(process)
    tree = ProcessTree(root: process, mark: "\(Self.markName)=\(name)")
    (self.input, self.output, self.errors) = (input.writing, output.reading, errors.reading)
    nextLook = .now + Self.lookPause
  }

  deinit { _ = kill() }

  /// The last 64 KiB of standard error, as far as they were read.
  public var standardErrorTail: String { errorTail.text }

  /// Whether the program has written what nobody has asked for yet.
  public var hasUnreadOutput: Bool {
    if received.count == 0, let output { _ = received.receive(from: output) }
    return received.count > 0
  }

  /// The variable by which everything is known that the program has started.
  static let markName = "WATCHED_PROGRAM"
  static let lookPause: Duration = .milliseconds(100)
}
