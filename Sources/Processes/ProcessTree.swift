import Glibc

/// A program and everything that it has started, also what has left its parents and its group.
///
/// Three ways lead to a process: it is a child of one that is known, it is in the group of the
/// program, or it was started with the variable that marks the program and that children inherit. A
/// process that does away with all three between two looks is not found.
struct ProcessTree {
  let root: pid_t
  /// The variable that marks what the program starts, as `NAME=value`.
  let mark: String
  private let start: Int
  /// When each known process started, by its number.
  private var known: [pid_t: Int]

  /// Takes up a program that was just started in a group of its own.
  init(root: pid_t, mark: String) {
    self.root = root
    self.mark = mark
    start = ProcessRecord(root)?.start ?? 0
    known = [root: start]
  }

  /// Looks for new children, forgets what has ended, and returns what runs.
  mutating func lookForChildren() -> [pid_t] {
    var waiting = Array(known.keys)
    var running: [pid_t] = []
    while let process = waiting.popLast() {
      guard let record = ProcessRecord(process), record.start == known[process], !record.hasEnded
      else {
        known[process] = nil
        continue
      }
      running.append(process)
      for child in ProcessRecord.children(of: process) where known[child] == nil {
        guard let record = ProcessRecord(child) else { continue }
        known[child] = record.start
        waiting.append(child)
      }
    }
    return running
  }

  /// Looks at all processes for those that left their parents, and returns what runs.
  mutating func lookEverywhere() -> [pid_t] {
    // What is older than the program was not started by it, and its variables are its own business.
    for record in ProcessRecord.all where record.start >= start && !record.hasEnded {
      if known[record.process] == record.start { continue }
      if record.group == root || ProcessRecord.environment(of: record.process, has: mark) {
        known[record.process] = record.start
      }
    }
    return lookForChildren()
  }

  /// Ends all that runs, until nothing does.
  ///
  /// The program must not have been waited for, or its group might be somebody else's.
  ///
  /// - Parameter controlGroup: The group of the system whose processes are to be ended too.
  mutating func end(besides controlGroup: ControlGroup?) {
    var pause: UInt32 = 500
    let deadline = ContinuousClock.now + .seconds(2)
    while true {
      // Before the first is ended: children can be told from others as long as their parents live.
      let running = lookEverywhere() + (controlGroup?.processes ?? [])
      kill(-root, SIGKILL)
      for process in running { kill(process, SIGKILL) }
      if running.isEmpty || ContinuousClock.now >= deadline { return }
      usleep(pause)
      pause = min(2 * pause, 20_000)
    }
  }

  /// The resident memory of all together, in bytes.
  ///
  /// Processes that were forked share most of theirs, which would count for each of them; so where
  /// the plain sum is above the limit the slower count decides.
  mutating func residentBytes(above limit: Int) -> Int {
    let running = lookForChildren()
    let sum = running.reduce(0) { $0 + ProcessRecord.residentBytes(of: $1) }
    guard sum > limit, running.count > 1 else { return sum }
    return running.reduce(0) { $0 + ProcessRecord.proportionalBytes(of: $1) }
  }
}
