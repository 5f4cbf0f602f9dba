import Detectors
import Numerics
import Testing

/// How programs leave when they are told to, and what they have said until then.
struct LeavingTests {
  /// What a program leaves behind that was fitted and has scored.
  private func remains(_ script: String) throws -> ProgramRemains {
    let program = Scripted(script)
    let session = try program.session()
    let model = try session.fit(
      Scripted.training(), randomness: Scripted.surroundings.randomness)
    _ = try model.scores(of: Scripted.scored)
    let remains = try #require(session.finish())
    #expect(program.remains == [])
    return remains
  }

  @Test(arguments: [
    ("$on{bye} = sub { };", nil),
    ("$on{bye} = sub { select(undef, undef, undef, 0.1); exit 0 };", nil),
    ("$on{bye} = sub { bare('x' x 65536) for 1..100; exit 0 };", nil),
    ("$on{bye} = sub { exit 3 };", "told to leave, the program ended with exit code 3"),
    (
      "$on{bye} = sub { kill SEGV => $$; sleep 9 };",
      "told to leave, the program was ended by signal 11 (segmentation fault)"
    ),
    ("$on{end} = sub { exit 1 };", "told to leave, the program ended with exit code 1"),
    (
      "$on{bye} = sub { exec 'sleep', 100 if !fork; exit 0 };",
      "the program left other processes behind"
    ),
    (
      "$on{bye} = sub { if (!fork) { POSIX::setsid(); exec 'sleep', 100 } exit 0 };",
      "the program left other processes behind"
    ),
    (
      """
      $on{score} = sub {
        bare(qq({"type":"scores","rows":4,"bytes":32}\\n) . pack('d<*', 1..4) . "done\\n")
      };
      """, "the program wrote \"done\" unasked"
    ),
  ])
  func leaving(script: String, disorder: String?) throws {
    #expect(try remains(script).disorder == disorder)
  }

  /// No signal is sent before the one that cannot be ignored.
  @Test func whatStaysIsKilled() throws {
    let start = ContinuousClock.now
    let remains = try remains(
      "$SIG{$_} = 'IGNORE' for qw(TERM INT HUP PIPE); $on{bye} = sub { sleep 1 while 1 };")
    #expect(remains.disorder == "the program did not leave within 2 seconds of bye")
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(seconds >= 2 && seconds < 30)
  }

  @Test func standardErrorIsKept() throws {
    #expect(
      try remains("print STDERR 'started '; $on{bye} = sub { print STDERR 'left'; exit 0 };")
        .standardError == "started left")
  }

  /// Far more than a pipe holds, before the first answer and after the last.
  @Test func ofAFloodOnStandardErrorTheEndIsKept() throws {
    let text = try remains(
      """
      sub flood { syswrite STDERR, $_[0] x 65536 for 1..300; syswrite STDERR, $_[1] }
      flood('a', 'ready'); $on{bye} = sub { flood('b', 'end'); exit 0 };
      """
    ).standardError
    #expect(text == String(repeating: "b", count: 65536 - 3) + "end")
  }

  @Test func ofAFloodWithoutEndTheEndIsKept() throws {
    let program = Scripted("syswrite STDERR, 'abcdefg!' x 8192 while 1;", start: 0.3)
    let error = #expect(throws: DetectorError.self) { try program.session() }
    #expect(error?.description == "hello: no answer within 300ms")
    #expect(error?.cause == .timeout)
    #expect(error?.standardError.utf8.count == 65536)
    #expect(program.remains == [])
  }

  @Test func aSessionThatNobodyEnds() throws {
    let program = Scripted("exec 'sleep', 100 if !fork;")
    var session: (any Detector)? = try program.session()
    #expect(program.remains.count == 2)
    #expect(session?.isStochastic == false)
    session = nil
    #expect(program.remains == [])
  }
}
