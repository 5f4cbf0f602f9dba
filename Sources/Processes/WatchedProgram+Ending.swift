import CProcesses
import Glibc

/// How a program and all that it started come to an end.
extension WatchedProgram {
  /// Closes the program's input, waits for its end, and kills what is left then.
  ///
  /// What it still writes to standard output is lost.
  ///
  /// - Parameter seconds: How long it may take.
  /// - Returns: How it ended; the same as before if it was ended before.
  public func finish(within seconds: Double) -> ProgramEnding {
    if let ending { return ending }
    _ = peakMemory
    input = nil
    let deadline = ContinuousClock.now + .seconds(seconds)
    var pause: CInt = 1
    while !checkEnd(), ContinuousClock.now < deadline {
      drain(milliseconds: pause)
      pause = min(2 * pause, 20)
    }
    // What serves the program, as Python's resource tracker does, ends a moment after it.
    let grace = ContinuousClock.now + .milliseconds(200)
    while status != nil, !tree.lookEverywhere().isEmpty, ContinuousClock.now < grace {
      drain(milliseconds: 10)
    }
    return kill()
  }

  /// Kills the program and all that it started, at once.
  ///
  /// - Returns: How it ended; the same as before if it was ended before.
  public func kill() -> ProgramEnding {
    if let ending { return ending }
    let hasEnded = checkEnd()
    _ = peakMemory
    input = nil
    let leavesProcesses = hasEnded && !tree.lookEverywhere().isEmpty
    tree.end(besides: controlGroup)
    readAvailableErrors()
    let (killed, seconds) = reap()
    // Whoever still reads learns of the end from this.
    let status = self.status ?? killed
    self.status = status
    let ending = ProgramEnding(
      status: status, wasKilled: !hasEnded, leftProcesses: leavesProcesses,
      processorSeconds: seconds, peakMemory: highestMemory)
    self.ending = ending
    return ending
  }

  /// Lets what the program writes pass, for a while.
  private func drain(milliseconds: CInt) {
    let ready = poll(room: false, milliseconds: milliseconds)
    if ready.errors { readErrors() }
    if ready.output, let output {
      if received.receive(from: output) == .closed { self.output = nil }
      received.removeAll()
    }
    // Without pipes nothing is left that would have been waited for above.
    if output == nil, errors == nil { usleep(UInt32(milliseconds) * 1000) }
  }

  /// Takes the program from the system's table.
  private func reap() -> (status: ProgramStatus, processorSeconds: Double) {
    processes_has_ended(process)
    var status = SIGKILL
    var usage = rusage()
    // Not without end: a process that waits for a broken disk or network cannot even be killed.
    for _ in 0..<1000 {
      let found = unsafe wait4(process, &status, WNOHANG, &usage)
      if found == process { break }
      if found < 0, errno != EINTR { break }
      usleep(1000)
    }
    let signal = status & 0x7f
    return (
      signal == 0 ? .code(Int(status >> 8 & 0xff)) : .signal(Int(signal)),
      Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    )
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
