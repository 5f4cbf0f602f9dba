import CProcesses
import Glibc

/// How a program is waited for: one loop over its three pipes, the clock and its memory.
extension WatchedProgram {
  enum Purpose {
    case forRoom
    case forOutput
  }

  /// Waits until something may have become possible, a deadline has passed, or a look is due.
  ///
  /// - Parameters:
  ///   - purpose: What is waited for; output that comes while room is waited for is received.
  ///   - deadline: When the wait is over.
  /// - Throws: ``ProgramFailure`` for whatever ends the wait for good.
  func wait(
    _ purpose: Purpose, until deadline: ContinuousClock.Instant
  ) throws(ProgramFailure) {
    if let status { throw failure(else: .ended(status)) }
    let now = ContinuousClock.now
    // Looked at first: a program that fills the memory must not count as slow.
    if now >= nextLook {
      nextLook = now + Self.lookPause
      try look()
      // Whoever waits tries once more: the program's last words may stand in the pipe.
      if status != nil { return }
    }
    if now >= deadline { throw ProgramFailure(.timedOut) }
    if purpose == .forOutput, watchForOutput(since: now) { return }
    let ready = poll(
      room: purpose == .forRoom,
      milliseconds: Self.milliseconds(from: now, to: min(deadline, nextLook)))
    if ready.errors { readErrors() }
    if purpose == .forRoom, ready.output { try receiveUnasked() }
  }

  /// Looks for output without a rest, for about as long as an idle core takes to awake.
  ///
  /// A program that answers within microseconds would otherwise wait for this process to come back
  /// from its sleep, which takes ten times as long. Whoever else wants the core gets it meanwhile.
  private func watchForOutput(since start: ContinuousClock.Instant) -> Bool {
    guard let output else { return false }
    let end = start + .microseconds(100)
    var pipe = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
    while unsafe Glibc.poll(&pipe, 1, 0) == 0 {
      if ContinuousClock.now >= end { return false }
      sched_yield()
    }
    return true
  }

  /// Waits for the pipes.
  func poll(room: Bool, milliseconds: CInt) -> (output: Bool, errors: Bool) {
    // The system passes over descriptors below 0.
    var ends = [
      pollfd(fd: output?.number ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors?.number ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: room ? input?.number ?? -1 : -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard unsafe Glibc.poll(&ends, nfds_t(ends.count), milliseconds) > 0 else {
      return (false, false)
    }
    return (ends[0].revents != 0, ends[1].revents != 0)
  }

  /// Reads some of standard error.
  func readErrors() {
    guard let errors else { return }
    var span = errorBuffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    switch errors.read(into: &bytes, from: 0) {
    case .bytes(let count): errorTail.append(errorBuffer[..<count])
    case .nothingYet: break
    case .closed: self.errors = nil
    }
  }

  /// Reads what the pipe of standard error holds, and not for ever where it is filled all the time.
  func readAvailableErrors() {
    for _ in 0..<32 where errors != nil && poll(room: false, milliseconds: 0).errors {
      readErrors()
    }
  }

  /// Makes room in the pipe of a program that writes while it is written to.
  private func receiveUnasked() throws(ProgramFailure) {
    guard let output else { return }
    if received.receive(from: output) == .closed {
      self.output = nil
      throw failure(else: .closedOutput)
    }
    if received.count > outputLimit { throw ProgramFailure(.flood(limit: outputLimit)) }
  }

  /// What to say of a program that does not go on: that it ended, if it did.
  ///
  /// A program's pipes are closed a little before it counts as ended.
  func failure(else kind: ProgramFailure.Kind) -> ProgramFailure {
    let deadline = ContinuousClock.now + .milliseconds(200)
    while !checkEnd(), ContinuousClock.now < deadline {
      // What it says last may be more than the pipe holds, and keep it from its end.
      readAvailableErrors()
      usleep(500)
    }
    readAvailableErrors()
    if let outOfMemory = memoryFailure { return outOfMemory }
    return ProgramFailure(status.map { .ended($0) } ?? kind)
  }

  /// Finds out whether the program has ended, and leaves it to be waited for: so its number and its
  /// group remain its own.
  @discardableResult
  func checkEnd() -> Bool {
    var (code, signal): (CInt, CInt) = (0, 0)
    guard status == nil, unsafe processes_peek(process, &code, &signal) == 1 else {
      return status != nil
    }
    status = signal == 0 ? .code(Int(code)) : .signal(Int(signal))
    return true
  }

  /// Rounds up, so that a wait of less than a millisecond does not become a busy one.
  private static func milliseconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> CInt {
    let (seconds, attoseconds) = (end - start).components
    return CInt(min(max(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 0), 1000))
  }
}
