import Testing

@testable import Processes

/// What is written to programs and read from them.
struct ExchangeTests {
  @Test func linesBytesAndNumbersComeBack() throws {
    let program = try WatchedProgram(.shell("exec cat"))
    try program.write(Array("line\n\nbytes".utf8), until: .now + .seconds(60))
    #expect(try program.readText() == "line")
    #expect(try program.readText() == "")
    #expect(try program.read(count: 5, until: .now + .seconds(60)) == Array("bytes".utf8))
    let numbers = [1, -2.5, .infinity, .leastNonzeroMagnitude]
    try program.write(Array("head\n".utf8), body: numbers, until: .now + .seconds(60))
    #expect(try program.readText() == "head")
    var read = [Double](repeating: 0, count: 4)
    try program.read(into: &read, until: .now + .seconds(60))
    #expect(read == numbers)
    #expect(!program.hasUnreadOutput)
    let ending = program.finish(within: 60)
    #expect(ending.status == .code(0))
    #expect(!ending.wasKilled)
    #expect(!ending.leftProcesses)
  }

  @Test func theLeastSignificantByteComesFirst() throws {
    let program = try WatchedProgram(.shell("exec cat"))
    try program.write([], body: [1], until: .now + .seconds(60))
    #expect(
      try program.read(count: 8, until: .now + .seconds(60)) == [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
  }

  /// More than the pipes hold, so both sides are writing at once.
  @Test func largeFramesComeBack() throws {
    let program = try WatchedProgram(.shell("exec cat"), outputLimit: 64 << 20)
    let numbers = (0..<2_000_000).map { Double($0) }
    try program.write(Array("head\n".utf8), body: numbers, until: .now + .seconds(60))
    #expect(try program.readText() == "head")
    var read = [Double](repeating: -1, count: numbers.count)
    try program.read(into: &read, until: .now + .seconds(60))
    #expect(read == numbers)
  }

  @Test func aLineMayComeInPieces() throws {
    let program = try WatchedProgram(.shell("printf half; sleep 0.1; echo ' whole'; exec cat"))
    #expect(try program.readText() == "half whole")
  }

  @Test func theLimitOfALine() throws {
    let fitting = try WatchedProgram(.shell("echo 12345; exec cat"))
    #expect(try fitting.readLine(atMost: 5, until: .now + .seconds(60)) == Array("12345".utf8))
    for script in ["echo 123456; exec cat", "printf 123456; exec cat"] {
      let program = try WatchedProgram(.shell(script))
      #expect(throws: ProgramFailure(.lineTooLong(limit: 5))) {
        try program.readLine(atMost: 5, until: .now + .seconds(60))
      }
    }
  }

  @Test func aLineWithoutEnd() throws {
    let program = try WatchedProgram(.perl("print 'a' x 65536 while 1"))
    #expect(throws: ProgramFailure(.lineTooLong(limit: 1 << 20))) {
      try program.readLine(atMost: 1 << 20, until: .now + .seconds(60))
    }
    #expect(program.kill().status == .signal(9))
  }

  @Test func aFloodWhileNobodyReads() throws {
    let program = try WatchedProgram(
      .perl("$SIG{PIPE} = 'IGNORE'; print 'a' x 65536 while 1"), outputLimit: 1 << 21)
    #expect(throws: ProgramFailure(.flood(limit: 1 << 21))) {
      try program.write(
        [UInt8](repeating: 0, count: 4 << 20), until: .now + .seconds(60))
    }
  }

  @Test func outputThatNobodyAskedFor() throws {
    let program = try WatchedProgram(.shell("echo first; echo second; exec cat"))
    #expect(try program.readText() == "first")
    // The second line may be a little later than the first.
    while !program.hasUnreadOutput {}
    #expect(try program.readText() == "second")
    #expect(!program.hasUnreadOutput)
  }

  @Test func silenceIsTimedOut() throws {
    let program = try WatchedProgram(.shell("sleep 100"))
    let start = ContinuousClock.now
    #expect(throws: ProgramFailure(.timedOut)) {
      try program.readText(within: .milliseconds(300))
    }
    #expect(throws: ProgramFailure(.timedOut)) {
      try program.write(
        [UInt8](repeating: 0, count: 4 << 20), until: .now + .milliseconds(300))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(seconds >= 0.6 && seconds < 30)
    let ending = program.kill()
    #expect(ending.status == .signal(9))
    #expect(ending.wasKilled)
    #expect(program.remains == [])
  }

  @Test func aDripDoesNotPutOffTheDeadline() throws {
    let program = try WatchedProgram(
      .perl("$| = 1; while (1) { print 'a'; select(undef, undef, undef, 0.02) }"))
    #expect(throws: ProgramFailure(.timedOut)) {
      try program.readText(within: .milliseconds(300))
    }
  }

  @Test func aClosedInput() throws {
    let program = try WatchedProgram(.shell("exec <&-; echo closed; sleep 100"))
    #expect(try program.readText() == "closed")
    #expect(throws: ProgramFailure(.closedInput)) { try program.writeUntilRefused() }
    #expect(program.kill().status == .signal(9))
    #expect(throws: ProgramFailure(.closedInput)) { try program.writeUntilRefused() }
  }

  @Test func aClosedOutput() throws {
    let program = try WatchedProgram(.shell("echo last; exec >&-; sleep 100"))
    #expect(try program.readText() == "last")
    #expect(throws: ProgramFailure(.closedOutput)) { try program.readText() }
    let flooding = try WatchedProgram(.perl("close(STDOUT); print STDERR 'a' x 65536 while 1"))
    #expect(throws: ProgramFailure(.closedOutput)) { try flooding.readText() }
    #expect(flooding.kill().wasKilled)
    let writing = try WatchedProgram(.shell("exec >&-; sleep 100"))
    #expect(throws: ProgramFailure(.closedOutput)) {
      try writing.write([UInt8](repeating: 0, count: 4 << 20), until: .now + .seconds(60))
    }
  }
}
