import Detectors
import Numerics
import Testing

/// Programs that fail when they score or explain.
struct BadScoreTests {
  @Test(arguments: [
    Misbehaviour(
      "an error", #"$on{score} = sub { answer('{"type":"error","reason":"no luck"}') };"#, .crash,
      "score of unit 7: no luck"),
    Misbehaviour(
      "an early end", "$on{score} = sub { exit 0 };", .crash,
      "score of unit 7: the program ended with exit code 0"),
    Misbehaviour(
      "an end where nothing is answered", "$on{begin} = sub { exit 2 };", .crash,
      "score of unit 7: the program ended with exit code 2"),
    Misbehaviour(
      "half an answer",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"bytes":32}', 1, 2); exit 0 };"#,
      .crash,
      "score of unit 7: the program ended with exit code 0"),
    Misbehaviour(
      "the last answer again", #"$on{score} = sub { answer('{"type":"fitted"}') };"#,
      .invalidOutput,
      "score of unit 7: the program answered \"fitted\", not \"scores\""),
    Misbehaviour(
      "more scores than rows", "$on{score} = sub { scores(1..5) };", .invalidOutput,
      "score of unit 7: scores announces 40 bytes, not 32"),
    Misbehaviour(
      "fewer scores than rows", "$on{score} = sub { scores(1..3) };", .invalidOutput,
      "score of unit 7: scores announces 24 bytes, not 32"),
    Misbehaviour(
      "scores of other rows",
      #"$on{score} = sub { answer('{"type":"scores","rows":5,"bytes":40}', 1..5) };"#,
      .invalidOutput, "score of unit 7: scores of 5 rows, not of 4"),
    Misbehaviour(
      "scores of no rows", #"$on{score} = sub { answer('{"type":"scores","bytes":32}', 1..4) };"#,
      .invalidOutput, "score of unit 7: scores of no rows, not of 4"),
    Misbehaviour(
      "more rows without a score than rows",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"none":5}') };"#,
      .invalidOutput, "score of unit 7: 5 of 4 rows without a score"),
    Misbehaviour(
      "half a row without a score",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"none":0.5}') };"#,
      .invalidOutput, "score of unit 7: 0.5 of 4 rows without a score"),
    Misbehaviour(
      "a frame of a terabyte",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"bytes":1099511627776}') };"#,
      .invalidOutput, "score of unit 7: scores announces 1099511627776 bytes, not 32"),
    Misbehaviour(
      "bytes that are no number",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"bytes":"32"}', 1..4) };"#,
      .invalidOutput, "score of unit 7: scores announces \"32\" bytes, not 32"),
    Misbehaviour(
      "no number",
      #"$on{score} = sub { scores(1, unpack('d<', "\0\0\0\0\0\0\xf8\x7f"), 3, 4) };"#,
      .invalidOutput, "score of unit 7: the score of row 2 is nan, no finite number"),
    Misbehaviour(
      "infinity", "$on{score} = sub { scores(1, 2, 9 ** 9 ** 9, 4) };", .invalidOutput,
      "score of unit 7: the score of row 3 is inf, no finite number"),
    Misbehaviour(
      "an infinite life",
      "$on{hello} = sub { ready(',\"lives\":true') }; $on{score} = sub { scores(1..6, -9 ** 9 ** 9, 8) };",
      .invalidOutput,
      "score of unit 7: the remaining life of row 3 is -inf, no finite number"),
    Misbehaviour(
      "scores without lives", #"$on{hello} = sub { ready(',"lives":true') };"#, .invalidOutput,
      "score of unit 7: scores announces 32 bytes, not 64"),
    Misbehaviour(
      "a score in the silent rows", #"$on{hello} = sub { ready(',"history":1,"lookahead":2') };"#,
      .invalidOutput,
      "score of unit 7: row 1 has a score, though ready declared 3 rows without one"),
    Misbehaviour(
      "a score in the last silent row",
      #"""
      $on{hello} = sub { ready(',"history":2,"lookahead":1') };
      $on{score} = sub { answer('{"type":"scores","rows":4,"none":2,"bytes":16}', 1, 2) };
      """#, .invalidOutput,
      "score of unit 7: row 3 has a score, though ready declared 3 rows without one"),
    Misbehaviour(
      "a surplus answer",
      #"""
      $on{score} = sub {
        my $frame = qq({"type":"scores","rows":4,"bytes":32}\n) . pack('d<*', 1..4);
        bare($frame x 2);
      };
      """#, .invalidOutput,
      "before score of unit 7: the program wrote"
        + " \"{\"type\":\"scores\",\"rows\":4,\"bytes\":32}\" unasked"),
    Misbehaviour(
      "an answer to what needs none", "$on{begin} = sub { answer('{\"type\":\"begun\"}') };",
      .invalidOutput, "score of unit 7: the program answered \"begun\", not \"scores\""),
    Misbehaviour(
      "sleep", "$on{score} = sub { sleep 100 };", .timeout,
      "score of unit 7: no answer within 300ms", limits: .init(score: 0.3)),
    Misbehaviour(
      "half an answer and sleep",
      #"$on{score} = sub { answer('{"type":"scores","rows":4,"bytes":32}', 1, 2); sleep 100 };"#,
      .timeout, "score of unit 7: no answer within 300ms", limits: .init(score: 0.3)),
    Misbehaviour(
      "memory without end",
      "$on{score} = sub { my @a; push @a, 'a' x (8 << 20), select undef, undef, undef, 0.005 while 1 };",
      .memory, "score of unit 7: the program holds more than 100MB of memory",
      limits: .init(memory: 100_000_000)),
    Misbehaviour(
      "a closed output", "$on{score} = sub { close STDOUT; sleep 100 };", .crash,
      "score of unit 7: the program closed its output"),
  ])
  func scores(_ program: Misbehaviour) throws { try program.check() }

  /// The limit is that of a unit: many rows that come alone do not have it each.
  @Test func aLittleSleepInEveryRow() throws {
    try Misbehaviour(
      "rows",
      "$on{score} = sub { select undef, undef, undef, 0.4 if key('rows') == 1; scores(distances(@_)) };",
      .timeout, "score of unit 7: no answer within 600ms", limits: .init(score: 0.6)
    ).check()
  }

  private static let explains = #"$on{hello} = sub { ready(',"contributions":true') };"#

  @Test(arguments: [
    Misbehaviour(
      "an error",
      explains + #"$on{explain} = sub { answer('{"type":"error","reason":"no idea"}') };"#, .crash,
      "explain of unit 7: no idea"),
    Misbehaviour(
      "the last answer again", explains + "$on{explain} = sub { $line = '\"rows\":1'; scores(1) };",
      .invalidOutput,
      "explain of unit 7: the program answered \"scores\", not \"explanation\""),
    Misbehaviour(
      "too few channels",
      explains + #"$on{explain} = sub { answer('{"type":"explanation","bytes":8}', 1) };"#,
      .invalidOutput, "explain of unit 7: explanation announces 8 bytes, not 16"),
    Misbehaviour(
      "infinity",
      explains
        + #"$on{explain} = sub { answer('{"type":"explanation","bytes":16}', 1, 9 ** 9 ** 9) };"#,
      .invalidOutput, "explain of unit 7: a contribution is inf, no finite number"),
    Misbehaviour(
      "an end", explains + "$on{explain} = sub { exit 1 };", .crash,
      "explain of unit 7: the program ended with exit code 1"),
  ])
  func explanations(_ program: Misbehaviour) throws { try program.check() }
}
