import Detectors
import External
import JSON
import Numerics
import TestSupport
import Testing

/// Programs that cannot be started, or do not become ready.
struct BadStartTests {
  /// What is said of a command that is started in a folder.
  private func refusal(_ words: [String], in folder: String) -> DetectorError? {
    let start = ProgramStart(
      command: ProgramCommand(words: words, folder: folder), parameters: .object([]),
      limits: .standard)
    return #expect(throws: DetectorError.self) {
      try ProgramDetector(asking: start, Scripted.surroundings)
    }
  }

  @Test func whatCannotBeStarted() throws {
    let folder = try TemporaryDirectory()
    try folder.write("exit 0\n".utf8, to: "plain")
    try folder.write("#!/no/such/interpreter\n".utf8, to: "lost")
    try folder.makeExecutable("lost")
    for (words, message) in [
      (["no-such-program", "-v"], "the program no-such-program is not found"),
      (["./none"], "the program ./none is not found"),
      (["./plain"], "the program ./plain is not executable"),
      (["./plain/none"], "the program ./plain/none is not found"),
      (["./lost"], "the program ./lost cannot be started: its interpreter is not found"),
      (
        ["perl", "a\0b"],
        "the program perl cannot be started: its command, folder or environment has a NUL"
      ),
    ] {
      #expect(refusal(words, in: folder.path) == DetectorError(message))
    }
    let gone = folder.file("gone")
    #expect(
      refusal(["perl"], in: gone)
        == DetectorError("the program perl cannot be started: there is no folder \(gone)"))
  }

  @Test(arguments: [
    Misbehaviour(
      "a banner", #"select undef, undef, undef, 0.1; bare("Welcome!\n");"#, .invalidOutput,
      "hello: the program wrote \"Welcome!\", which is no frame"),
    Misbehaviour(
      "an empty line", #"$on{hello} = sub { bare("\n"); ready() };"#, .invalidOutput,
      "hello: the program wrote \"\", which is no frame"),
    Misbehaviour(
      "a line that steers a terminal", #"$on{hello} = sub { bare("\e[31m\xff\n") };"#,
      .invalidOutput,
      "hello: the program wrote \"\u{FFFD}[31m\u{FFFD}\", which is no frame"),
    Misbehaviour(
      "a long line", #"$on{hello} = sub { bare('x' x 500 . "\n") };"#, .invalidOutput,
      "hello: the program wrote \"\(String(repeating: "x", count: 200))…\", which is no frame"),
    Misbehaviour(
      "a line without end", #"$on{hello} = sub { bare('x' x 65536) while 1 };"#, .invalidOutput,
      "hello: the program wrote a line of more than 1048576 bytes"),
    Misbehaviour(
      "JSON that is no object", #"$on{hello} = sub { bare("[1]\n") };"#, .invalidOutput,
      "hello: the program wrote \"[1]\", which is no frame"),
    Misbehaviour(
      "JSON without a type", #"$on{hello} = sub { bare(qq({"kind":"ready"}\n)) };"#,
      .invalidOutput, "hello: the program wrote \"{\"kind\":\"ready\"}\", which is no frame"),
    Misbehaviour(
      "a key twice", #"$on{hello} = sub { ready(',"protocol":1') };"#, .invalidOutput,
      "hello: the program wrote \"{\"type\":\"ready\",\"protocol\":1,\"stochastic\":false,"
        + "\"protocol\":1}\", which is no frame"),
    Misbehaviour(
      "an unknown answer", #"$on{hello} = sub { bare(qq({"type":"hi"}\n)) };"#, .invalidOutput,
      "hello: the program answered \"hi\", not \"ready\""),
    Misbehaviour(
      "a body", #"$on{hello} = sub { ready(',"bytes":8'); bare('12345678') };"#, .invalidOutput,
      "hello: ready announces 8 bytes, not 0"),
    Misbehaviour(
      "an error", #"$on{hello} = sub { answer('{"type":"error","reason":"no licence"}') };"#,
      .refusal, "hello: no licence"),
    Misbehaviour(
      "an error without a reason", #"$on{hello} = sub { answer('{"type":"error"}') };"#, .refusal,
      "hello: no reason given"),
    Misbehaviour(
      "an early end", "exit 0;", .crash, "hello: the program ended with exit code 0"),
    Misbehaviour(
      "a failure", "$on{hello} = sub { exit 3 };", .crash,
      "hello: the program ended with exit code 3"),
    Misbehaviour(
      "a signal", "$on{hello} = sub { kill SEGV => $$; sleep 9 };", .crash,
      "hello: the program was ended by signal 11 (segmentation fault)"),
    Misbehaviour(
      "half a frame", #"$on{hello} = sub { bare('{"type":"rea'); exit 0 };"#, .crash,
      "hello: the program ended with exit code 0"),
    Misbehaviour(
      "sleep", "sleep 100;", .timeout, "hello: no answer within 300ms", limits: .init(start: 0.3)),
    Misbehaviour(
      "half a frame and sleep", #"$on{hello} = sub { bare('{"type":"rea'); sleep 100 };"#, .timeout,
      "hello: no answer within 300ms", limits: .init(start: 0.3)),
  ])
  func whatDoesNotBecomeReady(_ program: Misbehaviour) throws { try program.check() }

  @Test(arguments: [
    (#""protocol":2"#, "the program speaks protocol 2, this is protocol 1"),
    (#""protocol":"1""#, "the program speaks protocol \"1\", this is protocol 1"),
    (#""news":1"#, "the program speaks protocol of no number, this is protocol 1"),
    (#""protocol":1,"needs":"all""#, #"ready says "needs": "all", which has no meaning"#),
    (#""protocol":1,"history":-1"#, #"ready says "history": -1, which has no meaning"#),
    (#""protocol":1,"history":1.5"#, #"ready says "history": 1.5, which has no meaning"#),
    (
      #""protocol":1,"lookahead":1000001"#,
      #"ready says "lookahead": 1000001, which has no meaning"#
    ),
    (#""protocol":1,"stochastic":"no""#, #"ready says "stochastic": "no", which has no meaning"#),
    (#""protocol":1,"lives":1"#, #"ready says "lives": 1, which has no meaning"#),
    (
      #""protocol":1,"contributions":null"#,
      #"ready says "contributions": null, which has no meaning"#
    ),
    (#""protocol":1,"digest":5"#, #"ready says "digest": 5, which has no meaning"#),
    (
      #""protocol":1,"packages":["numpy"]"#,
      #"ready says "packages": ["numpy"], which has no meaning"#
    ),
    (
      #""protocol":1,"packages":{"numpy":2}"#,
      #"ready says "packages": {"numpy":2}, which has no meaning"#
    ),
  ])
  func wrongDeclarations(keys: String, message: String) throws {
    try Misbehaviour(
      keys, "$on{hello} = sub { answer('{\"type\":\"ready\",\(keys)}') };", .invalidOutput, message
    ).check()
  }
}
