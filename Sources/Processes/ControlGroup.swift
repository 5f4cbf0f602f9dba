import Glibc

/// A control group of the system that holds a program and all that it starts to a limit of memory.
///
/// The limit is the system's: no allocation between two looks gets past it.
final class ControlGroup {
  private let folder: String
  private let version: Version

  /// The files of a group's folder in the two versions of the system's interface.
  private struct Version: Sendable {
    /// The file of the limit, and that of the limit with swap and what it is set to.
    let limit: String
    let swap: (file: String, value: @Sendable (_ limit: Int) -> String)
    /// The file that counts, in its line `oom_kill`, whom the system ended for lack of memory.
    let events: String

    static let first = Version(
      limit: "memory.limit_in_bytes", swap: ("memory.memsw.limit_in_bytes", { "\($0)" }),
      events: "memory.oom_control")
    static let second = Version(
      limit: "memory.max", swap: ("memory.swap.max", { _ in "0" }), events: "memory.events")
  }

  /// Makes a group.
  ///
  /// - Parameters:
  ///   - parent: The folder of the group that it is made in.
  ///   - name: Its name.
  ///   - limit: The bytes that its processes may have together.
  /// - Returns: `nil` where no group can be made or it has no control of memory.
  static func make(in parent: String, name: String, limit: Int) -> ControlGroup? {
    let folder = parent + "/" + name
    guard unsafe mkdir(folder, 0o755) == 0 else { return nil }
    if let group = ControlGroup(folder, limit: limit) { return group }
    unsafe rmdir(folder)
    return nil
  }

  /// Takes up a group that was just made.
  init?(_ folder: String, limit: Int) {
    let versions = [Version.second, .first].filter {
      Self.write("\(limit)", to: folder + "/" + $0.limit)
    }
    guard let version = versions.first else { return nil }
    self.folder = folder
    self.version = version
    // Without swap there are no such files, and none are needed.
    Self.write(version.swap.value(limit), to: folder + "/" + version.swap.file)
  }

  deinit { remove() }

  /// Moves a process into the group, where what it starts will be too.
  @discardableResult
  func add(_ process: pid_t) -> Bool { Self.write("\(process)", to: folder + "/cgroup.procs") }

  /// The processes in the group.
  var processes: [pid_t] { ProcessRecord.numbers(inFile: folder + "/cgroup.procs") }

  /// Whether the system has ended one for lack of memory.
  var hasRunOut: Bool {
    let text = ProcessRecord.contents(of: folder + "/" + version.events) ?? []
    return String(decoding: text, as: UTF8.self).split(separator: "\n")
      .contains { $0.hasPrefix("oom_kill ") && $0 != "oom_kill 0" }
  }

  /// Removes the group, which the system allows a little after its last process has ended.
  private func remove() {
    for _ in 0..<100 where unsafe rmdir(folder) != 0 && errno == EBUSY { usleep(10_000) }
  }

  @discardableResult
  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    return unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
  }
}
