import Detectors
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Suites with programs that work and programs that do not.
struct OutsideRunTests {
  private static let greedy =
    "my @a; push @a, 'a' x (8 << 20), select undef, undef, undef, 0.005 while 1"

  /// Programs that fail, each with its script, the keys of its detector, and what is said of it.
  private static let bad: [(id: String, script: String, keys: String, verdict: String)] = [
    (
      "loud", "$on{hello} = sub { bare(\"Welcome!\\n\"); ready() };", "",
      "invalid-output: hello: the program wrote \"Welcome!\", which is no frame"
    ),
    (
      "refuses", "$on{fit} = sub { answer('{\"type\":\"error\",\"reason\":\"too few rows\"}') };",
      "", "refused: fit: too few rows"
    ),
    (
      "dies", "$on{fit} = sub { print STDERR \"last words\\n\"; exit 3 };", "",
      "crashed: fit: the program ended with exit code 3"
    ),
    (
      "slow", "$on{fit} = sub { sleep 100 };", "limits: { fit: 300ms }",
      "timeout: fit: no answer within 300ms"
    ),
    (
      "stuck", "print STDERR 'waiting'; sleep 100;", "limits: { start: 300ms }",
      "timeout: hello: no answer within 300ms"
    ),
    (
      "greedy", "$on{score} = sub { \(greedy) };", "limits: { memory: 100MB }",
      "out-of-memory: score of unit 1: the program holds more than 100MB of memory"
    ),
    (
      "short", "$on{score} = sub { scores(1) };", "",
      "invalid-output: score of unit 1: scores announces 8 bytes, not 80"
    ),
    (
      "chance", "$on{score} = sub { scores(($current) x key('rows')) };", "",
      "non-deterministic: determinism: unit 1, row 1: 3 becomes 4 when fitted again"
    ),
  ]

  private static let peeking =
    "$on{score} = sub { my @d = distances(@_); scores(($d[-1]) x @d) };"

  @Test func theResultsOfTheOthersStand() throws {
    let suite = try OutsideSuite()
    let entries = try suite.entries(
      Self.bad.map { ($0.id, $0.script, $0.keys) } + [
        ("peeks", Self.peeking, ""), ("good", "", ""),
      ])
    let run = try suite.run(
      ["{ id: none, kind: external, command: [./none.pl] }"] + entries
        + ["{ id: z, kind: max-z }"])
    #expect(run.verdict("none") == "refused: the program ./none.pl is not found")
    for program in Self.bad {
      #expect(run.verdict(program.id) == program.verdict)
    }
    #expect(run.verdict("peeks").hasPrefix("non-causal: future-replaced: unit 1, row 1: "))
    for id in ["good", "z"] + Control.allCases.map(\.rawValue) { #expect(run.verdict(id) == "ok") }
    #expect(run["dies"]?.standardError == "last words\n")
    #expect(run["stuck"]?.standardError == "waiting")
    #expect(run["good"]?.scores.map(\.count) == [20, 20])
    // One channel whose training mean is taken away: only the scale differs from that of z.
    let record = run.record
    for metric in ["roc-auc", "average-precision"] {
      let values = record.metrics.filter { $0.key.metric == metric && $0.key.scope == "all" }
      #expect(
        values.filter { $0.key.detector == "good" }.map(\.value)
          == values.filter { $0.key.detector == "z" }.map(\.value))
    }
    #expect(record.auditVerdict("pumps", "good") == "pass")
    #expect(record.auditVerdict("pumps", "chance") == "determinism")
    #expect(record.auditVerdict("pumps", "short") == "not audited")
    let timing = try #require(record.timings.first { $0.detector == "good" }?.timing)
    #expect(timing.rows == 20)
    #expect(timing.peakMemory ?? 0 > 1_000_000)
    #expect(record.timings.map(\.detector) == ["good", "z"] + Control.allCases.map(\.rawValue))
  }

  @Test func whatFailedIsTriedAgainAndTheRestIsReused() throws {
    let suite = try OutsideSuite()
    let entries =
      try suite.entries([
        ("good", "print STDERR 'said';", ""), ("dies", "$on{fit} = sub { exit 3 };", ""),
      ]) + ["{ id: z, kind: max-z }"]
    let first = try suite.run(entries)
    let cells = first.plan.cells.count
    #expect(first.result.reused == 0)
    let second = try suite.run(entries)
    #expect(second.result.reused == cells - 1)
    #expect(second.result.outputs == first.result.outputs)
    #expect(second.result.timings == first.result.timings)
    #expect(second["good"]?.standardError == "said")
    let forced = try suite.run(entries, isForced: true)
    #expect(forced.result.reused == 0)
    try suite.write("dies.pl")
    let mended = try suite.run(entries)
    #expect(mended.result.reused == cells - 1)
    #expect(mended.verdict("dies") == "ok")
    #expect(try suite.run(entries).result.reused == cells)
  }
}
