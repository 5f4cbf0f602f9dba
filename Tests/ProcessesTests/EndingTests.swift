import Glibc
import Testing

@testable import Processes

/// How programs end, and that nothing of them is left.
struct EndingTests {
  private static let ends: [(script: String, status: ProgramStatus)] = [
    ("exit 0", .code(0)), ("exit 3", .code(3)), ("kill -SEGV $$", .signal(11)),
    ("kill -KILL $$", .signal(9)), ("printf partial; exit 4", .code(4)),
    ("sleep 0.2; exit 5", .code(5)),
  ]

  @Test(arguments: ends)
  private func anEarlyEnd(_ script: String, _ status: ProgramStatus) throws {
    let program = try WatchedProgram(.shell(script))
    #expect(throws: ProgramFailure(.ended(status))) { try program.readText() }
    #expect(throws: ProgramFailure(.ended(status))) {
      try program.write([UInt8](repeating: 0, count: 4 << 20), until: .now + .seconds(60))
    }
    let ending = program.kill()
    #expect(ending.status == status)
    #expect(!ending.wasKilled)
    #expect(!ending.leftProcesses)
  }

  @Test func lastWordsAreReadBeforeTheEnd() throws {
    let program = try WatchedProgram(.shell("echo why; exit 1"))
    while !program.checkEnd() {}
    #expect(throws: ProgramFailure(.ended(.code(1)))) { try program.writeUntilRefused() }
    #expect(try program.readText() == "why")
    #expect(throws: ProgramFailure(.ended(.code(1)))) { try program.readText() }
  }

  @Test func whatWasKilledIsReadToItsEnd() throws {
    let program = try WatchedProgram(.shell("echo last; echo ready >&2; sleep 100"))
    while program.standardErrorTail != "ready\n" { program.readAvailableErrors() }
    _ = program.kill()
    #expect(try program.readText() == "last")
    #expect(throws: ProgramFailure(.ended(.signal(9)))) { try program.readText() }
  }

  /// Its complaints are more than the pipe holds.
  @Test func anEndAfterManyWords() throws {
    let program = try WatchedProgram(
      .perl("close(STDOUT); print STDERR 'a' x (4 << 20); exit 3"))
    #expect(throws: ProgramFailure(.ended(.code(3)))) { try program.readText() }
    #expect(program.standardErrorTail.utf8.count == Tail.capacity)
  }

  @Test func theProcessorTime() throws {
    let program = try WatchedProgram(
      .perl("$| = 1; while ((times)[0] < 0.2) { $x++ for 1..10000 } print \"done\\n\"; <STDIN>"))
    #expect(try program.readText() == "done")
    let ending = program.finish(within: 60)
    #expect(ending.status == .code(0))
    #expect(ending.processorSeconds >= 0.2 && ending.processorSeconds < 2)
    #expect(program.finish(within: 60) == ending)
    #expect(program.kill() == ending)
  }

  @Test func whatDoesNotLeave() throws {
    let program = try WatchedProgram(
      .shell("trap '' TERM INT HUP; echo ready; while :; do sleep 1; done"))
    #expect(try program.readText() == "ready")
    let start = ContinuousClock.now
    let ending = program.finish(within: 0.3)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(seconds >= 0.3 && seconds < 30)
    #expect(ending.status == .signal(9))
    #expect(ending.wasKilled)
    #expect(program.remains == [])
  }

  @Test func whatIsStopped() throws {
    let program = try WatchedProgram(.shell("kill -STOP $$; exec cat"))
    #expect(throws: ProgramFailure(.timedOut)) {
      try program.readText(within: .milliseconds(200))
    }
    #expect(program.kill().status == .signal(9))
    #expect(program.remains == [])
  }

  /// It writes until its output is closed, which nobody reads any more.
  @Test func whatWritesOnToItsEnd() throws {
    let program = try WatchedProgram(
      .perl("<STDIN>; print 'a' x 65536 for 1..100; print STDERR 'end'; exit 7"))
    let ending = program.finish(within: 60)
    #expect(ending.status == .code(7))
    #expect(program.standardErrorTail == "end")
  }

  private static let families: [(name: String, script: Script)] = [
    ("a child", .shell("sleep 100 & echo ready; exit 6")),
    ("a child without pipes", .shell("sleep 100 <&- >&- 2>&- & echo ready; exit 6")),
    ("a child without the mark", .shell("env -i sleep 100 & echo ready; exit 6")),
    ("a child in a session of its own", .shell("setsid sleep 100 & echo ready; exit 6")),
    (
      "a daemon",
      .perl(
        """
        use POSIX; pipe(R, W);
        if (!fork) { setsid(); if (!fork) { chdir('/'); close(R); close(W); sleep 100 } exit }
        close(W); <R>; wait; $| = 1; print "ready\\n"; POSIX::_exit(6)
        """
      )
    ),
    (
      "a daemon without the mark",
      .perl(
        """
        use POSIX; pipe(R, W);
        if (!fork) { close(R); setpgrp; exec 'env', '-i', 'perl', '-e', '$| = 1; print "x\\n"; sleep 100' }
        select(undef, undef, undef, 0.4); $| = 1; print "ready\\n"; POSIX::_exit(6)
        """
      )
    ),
  ]

  @Test(arguments: families)
  private func whatAProgramLeavesBehind(_ name: String, _ script: Script) throws {
    let program = try WatchedProgram(script)
    while try program.readText() != "ready" {}
    let start = ContinuousClock.now
    #expect(throws: ProgramFailure(.ended(.code(6)))) { try program.readText() }
    #expect((ContinuousClock.now - start) / .seconds(1) < 30)
    let children = program.tree.lookEverywhere().filter { $0 != program.process }
    #expect(children.count == 1)
    let ending = program.finish(within: 60)
    #expect(ending.status == .code(6))
    #expect(!ending.wasKilled)
    #expect(ending.leftProcesses)
    #expect(program.remains == [])
    #expect(children.map { ProcessRecord($0)?.hasEnded ?? true } == [true])
  }

  /// It holds the pipes of a program that has ended, and reads nothing.
  @Test func aWriteThatAChildHoldsUp() throws {
    let program = try WatchedProgram(.shell("sleep 100 <&0 & exit 6"))
    #expect(throws: ProgramFailure(.ended(.code(6)))) {
      try program.write([UInt8](repeating: 0, count: 4 << 20), until: .now + .seconds(60))
    }
    #expect(program.kill().leftProcesses)
    #expect(program.remains == [])
  }

  @Test func childrenThatLeaveAMomentLater() throws {
    let program = try WatchedProgram(.shell("sleep 0.05 & read line; exit 0"))
    let ending = program.finish(within: 60)
    #expect(ending.status == .code(0))
    #expect(!ending.leftProcesses)
  }

  @Test func aProgramThatNobodyEnds() throws {
    var program: WatchedProgram? = try WatchedProgram(
      .shell("trap '' TERM; setsid sleep 100 & echo ready; while :; do sleep 1; done"))
    #expect(try program?.readText() == "ready")
    let mark = try #require(program?.tree.mark)
    #expect(WatchedProgram.remains(of: mark).count >= 2)
    program = nil
    #expect(WatchedProgram.remains(of: mark) == [])
  }

  @Test func theSignalOfAClosedPipeStaysAsItWas() throws {
    var before = sigaction()
    unsafe sigaction(SIGPIPE, nil, &before)
    let program = try WatchedProgram(.shell("exec <&-; echo closed; sleep 100"))
    #expect(try program.readText() == "closed")
    for _ in 0..<3 {
      #expect(throws: ProgramFailure(.closedInput)) { try program.writeUntilRefused() }
    }
    var after = sigaction()
    unsafe sigaction(SIGPIPE, nil, &after)
    #expect(after.sa_flags == before.sa_flags)
    var pending = sigset_t()
    unsafe sigpending(&pending)
    #expect(unsafe sigismember(&pending, SIGPIPE) == 0)
  }
}
