import Detectors
import Numerics
import Telemetry
import Testing

/// Programs that fail when they are fitted.
struct BadFitTests {
  @Test(arguments: [
    Misbehaviour(
      "an error", #"$on{fit} = sub { answer('{"type":"error","reason":"too few rows"}') };"#,
      .refusal, "fit: too few rows"),
    Misbehaviour(
      "an early end", "$on{fit} = sub { exit 0 };", .crash,
      "fit: the program ended with exit code 0"),
    Misbehaviour(
      "a failure", "$on{fit} = sub { exit 42 };", .crash,
      "fit: the program ended with exit code 42"),
    Misbehaviour(
      "a signal", "$on{fit} = sub { kill ABRT => $$; sleep 9 };", .crash,
      "fit: the program was ended by signal 6 (aborted)"),
    Misbehaviour(
      "an unknown answer", #"$on{fit} = sub { answer('{"type":"done"}') };"#, .invalidOutput,
      "fit: the program answered \"done\", not \"fitted\""),
    Misbehaviour(
      "the answer to another question", "$on{fit} = sub { scores() };", .invalidOutput,
      "fit: the program answered \"scores\", not \"fitted\""),
    Misbehaviour(
      "the last answer again", "$on{fit} = sub { ready() };", .invalidOutput,
      "fit: the program answered \"ready\", not \"fitted\""),
    Misbehaviour(
      "a debugging line", #"$on{fit} = sub { bare("epoch 1\n"); answer('{"type":"fitted"}') };"#,
      .invalidOutput, "fit: the program wrote \"epoch 1\", which is no frame"),
    Misbehaviour(
      "a body", #"$on{fit} = sub { answer('{"type":"fitted","bytes":16}', 1, 2) };"#,
      .invalidOutput,
      "fit: fitted announces 16 bytes, not 0"),
    Misbehaviour(
      "a line before the question",
      #"$on{hello} = sub { bare(qq({"type":"ready","protocol":1}\nhm\n)) };"#,
      .invalidOutput, "before fit: the program wrote \"hm\" unasked"),
    Misbehaviour(
      "bytes before the question",
      #"$on{hello} = sub { bare(qq({"type":"ready","protocol":1}\nhm)) };"#,
      .invalidOutput, "before fit: the program wrote bytes unasked"),
    Misbehaviour(
      "sleep", "$on{fit} = sub { sleep 100 };", .timeout, "fit: no answer within 300ms",
      limits: .init(fit: 0.3)),
    Misbehaviour(
      "sleep that no request ends",
      "$SIG{$_} = 'IGNORE' for qw(TERM INT HUP); $on{fit} = sub { sleep 1 while 1 };",
      .timeout, "fit: no answer within 300ms", limits: .init(fit: 0.3)),
    Misbehaviour(
      "a question that nobody reads", "$on{hello} = sub { ready(); sleep 100 };", .timeout,
      "fit: no answer within 300ms", limits: .init(fit: 0.3)),
    Misbehaviour(
      "memory without end",
      "$on{fit} = sub { my @a; push @a, 'a' x (8 << 20), select undef, undef, undef, 0.005 while 1 };",
      .memory, "fit: the program holds more than 100MB of memory",
      limits: .init(memory: 100_000_000)),
    Misbehaviour(
      "a child with memory without end",
      """
      $on{fit} = sub {
        if (fork) { sleep 100 }
        my @a; push @a, 'a' x (8 << 20), select undef, undef, undef, 0.005 while 1
      };
      """, .memory, "fit: the program holds more than 100MB of memory",
      limits: .init(memory: 100_000_000)),
    Misbehaviour(
      "a closed output", "$on{fit} = sub { close STDOUT; sleep 100 };", .crash,
      "fit: the program closed its output"),
    Misbehaviour(
      "a closed input", "$on{hello} = sub { close STDIN; ready(); sleep 100 };", .crash,
      "fit: the program closed its input"),
    Misbehaviour(
      "grandchildren",
      "$on{fit} = sub { if (!fork) { POSIX::setsid(); exec 'sleep', 100 if !fork; exit } wait; exit 5 };",
      .crash, "fit: the program ended with exit code 5"),
  ])
  func failures(_ program: Misbehaviour) throws { try program.check() }

  /// Nobody reads what it writes while it does not read what it is sent.
  @Test func aFloodWhileTheQuestionIsWritten() throws {
    let program = Scripted(
      "$on{hello} = sub { ready(); $line = header(); bare('x' x 65536) while 1 };")
    let rows = Matrix(rows: 150_000, columns: 1, storage: [Double](repeating: 1, count: 150_000))
    let training = TrainingSet(
      channels: [Channel(id: "a")],
      units: [
        TrainingUnit(
          id: "1", values: rows, moments: Scripted.moments(150_000), fitRows: Array(0..<150_000))
      ])
    let session = try program.session()
    #expect(
      throws: DetectorError(
        "fit: the program wrote more than 1048576 bytes that nobody asked for",
        cause: .invalidOutput)
    ) { try session.fit(training, randomness: Scripted.surroundings.randomness) }
    _ = session.finish()
    #expect(program.remains == [])
  }

  /// What is late is noticed soon.
  @Test func theLimitIsKept() throws {
    let session = try Scripted("$on{fit} = sub { sleep 100 };", fit: 0.3).session()
    let start = ContinuousClock.now
    #expect(throws: DetectorError.self) {
      try session.fit(Scripted.training(), randomness: Scripted.surroundings.randomness)
    }
    let noticed = (ContinuousClock.now - start) / .seconds(1)
    _ = session.finish()
    let ended = (ContinuousClock.now - start) / .seconds(1)
    #expect(noticed >= 0.3 && ended < 30)
  }
}
