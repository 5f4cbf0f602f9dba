import Testing

@testable import Processes

/// How the memory of programs is limited and told.
struct MemoryTests {
  private static let limit = 200 << 20

  private static let hungry: [(name: String, script: Script)] = [
    ("itself", .perl("push @a, 'a' x (8 << 20), select(undef, undef, undef, 0.005) while 1")),
    (
      "a child",
      .perl(
        """
        if (fork) { sleep 100 }
        push @a, 'a' x (8 << 20), select(undef, undef, undef, 0.005) while 1
        """
      )
    ),
    (
      "a daemon",
      .perl(
        """
        use POSIX; if (fork) { sleep 100 } setsid(); exit if fork;
        push @a, 'a' x (8 << 20), select(undef, undef, undef, 0.005) while 1
        """
      )
    ),
    (
      "several",
      .perl("fork for 1..3; push @a, 'a' x (90 << 20); sleep 100")
    ),
  ]

  @Test(arguments: hungry)
  private func tooMuch(_ name: String, _ script: Script) throws {
    let program = try WatchedProgram(script, memoryLimit: Self.limit)
    let start = ContinuousClock.now
    let failure = #expect(throws: ProgramFailure.self) { try program.readText() }
    guard case .outOfMemory(let bytes, Self.limit) = failure?.kind else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(bytes > Self.limit)
    #expect((ContinuousClock.now - start) / .seconds(1) < 30)
    #expect(program.remains == [])
    #expect(program.kill().status == .signal(9))
    #expect(program.kill().peakMemory >= bytes)
  }

  /// Four times what is shared is not four times as much.
  @Test func sharedMemoryCountsOnce() throws {
    let program = try WatchedProgram(
      .perl(
        """
        vec($a, 120 << 20, 8) = 1; pipe(R, W);
        for (1..3) { if (!fork) { close(W); <R>; exit } }
        select(undef, undef, undef, 0.5); $| = 1; print "done\\n"; <STDIN>; close(W)
        """
      ), memoryLimit: Self.limit)
    #expect(try program.readText() == "done")
    #expect(program.peakMemory > 120 << 20 && program.peakMemory < Self.limit)
    #expect(program.finish(within: 60).status == .code(0))
  }

  /// What a program held for a moment between two looks.
  @Test func thePeak() throws {
    let program = try WatchedProgram(
      .perl("{ my $a = 'a' x (50 << 20); undef $a } $| = 1; print \"done\\n\"; <STDIN>"))
    #expect(try program.readText() == "done")
    let peak = program.peakMemory
    #expect(peak > 50 << 20 && peak < 150 << 20)
    #expect(program.finish(within: 60).peakMemory == peak)
  }

  @Test func theMemoryOfThisProcessDoesNotCount() throws {
    let large = [UInt8](repeating: 1, count: 300 << 20)
    let program = try WatchedProgram(.shell("echo done; exec cat"), memoryLimit: Self.limit)
    #expect(try program.readText() == "done")
    #expect(program.finish(within: 60).peakMemory < 50 << 20)
    #expect(large.last == 1)
  }
}
