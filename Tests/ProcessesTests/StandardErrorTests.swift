import Foundation
import Testing

@testable import Processes

/// What is kept of standard error.
struct StandardErrorTests {
  @Test func itIsThereAfterAFailure() throws {
    let program = try WatchedProgram(.shell("echo why >&2; exit 1"))
    #expect(throws: ProgramFailure(.ended(.code(1)))) { try program.readText() }
    #expect(program.standardErrorTail == "why\n")
  }

  @Test func whatIsNoText() throws {
    let program = try WatchedProgram(.shell("printf 'a\\377b' >&2; exec cat"))
    _ = program.finish(within: 60)
    #expect(program.standardErrorTail == "a\u{fffd}b")
  }

  @Test func onlyItsEndIsKept() throws {
    let program = try WatchedProgram(
      .perl(
        """
        $a = 'a' x 65535 . "\\n"; print STDERR $a for 1..1024;
        print STDERR "last\\n"; $| = 1; print "done\\n"; <STDIN>
        """
      ))
    #expect(try program.readText() == "done")
    _ = program.finish(within: 60)
    #expect(program.standardErrorTail.utf8.count == Tail.capacity)
    #expect(program.standardErrorTail.hasSuffix("aaa\nlast\n"))
  }

  @Test func aFloodDoesNotPutOffTheDeadline() throws {
    let program = try WatchedProgram(.perl("print STDERR 'a' x 65536 while 1"))
    let start = ContinuousClock.now
    #expect(throws: ProgramFailure(.timedOut)) {
      try program.readText(within: .milliseconds(300))
    }
    #expect((ContinuousClock.now - start) / .seconds(1) < 30)
    #expect(program.kill().wasKilled)
  }

  @Test func aClosedOneIsNoFailure() throws {
    let program = try WatchedProgram(.shell("exec 2>&-; sleep 0.2; echo done; exec cat"))
    #expect(try program.readText() == "done")
  }
}
