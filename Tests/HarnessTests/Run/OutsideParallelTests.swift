import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Programs beside each other, and those that want to be alone.
struct OutsideParallelTests {
  /// Waits in its first fit until another program has come as far.
  private static func waiting(_ own: String, for other: String) -> String {
    #"""
    my $fit = $on{fit};
    $on{fit} = sub {
      open my $mark, '>', '\#(own).here';
      for (1..1000) { last if -e '\#(other).here'; select undef, undef, undef, 0.01 }
      -e '\#(other).here' ? $fit->(@_) : answer('{"type":"error","reason":"alone"}');
    };
    """#
  }

  @Test func twoCellsRunAtTheSameTime() throws {
    let suite = try OutsideSuite()
    let run = try suite.run(
      try suite.entries([
        ("left", Self.waiting("left", for: "right"), ""),
        ("right", Self.waiting("right", for: "left"), ""),
      ]))
    #expect(run.verdict("left") == "ok")
    #expect(run.verdict("right") == "ok")
  }

  /// The seeds of a program are cells of their own.
  @Test func twoSeedsRunAtTheSameTime() throws {
    let suite = try OutsideSuite()
    try suite.write(
      "drawn.pl",
      #"""
      my ($fit, $seed) = ($on{fit});
      $on{hello} = sub { $seed = key('seed'); answer('{"type":"ready","protocol":1}') };
      $on{fit} = sub {
        open my $mark, '>', "$seed.here"; my $other = 3 - $seed;
        for (1..1000) { last if -e "$other.here"; select undef, undef, undef, 0.01 }
        -e "$other.here" ? $fit->(@_) : answer('{"type":"error","reason":"alone"}');
      };
      $on{score} = sub { scores(map { $_ * $seed } distances(@_)) };
      """#)
    let run = try suite.run(
      try suite.plan(["{ id: drawn, kind: external, command: [perl, drawn.pl] }"], seeds: "1, 2"))
    let outputs = run.result.outputs.prefix(2)
    #expect(outputs.map(\.status) == [.ok, .ok])
    let scores = outputs.map { $0.scores.first?.storage ?? [] }
    #expect(scores[0].map { 2 * $0 } == scores[1])
  }

  /// Notes when it begins with its work and when it leaves.
  private static func noting(_ id: String) -> String {
    #"""
    sub note { open my $log, '>>', 'log'; syswrite $log, "$_[0]\#(id)\n" }
    my ($fit, $begun) = ($on{fit}, 0);
    $on{fit} = sub {
      note('+') if !$begun++; select undef, undef, undef, 0.02; $fit->(@_)
    };
    $on{bye} = sub { note('-') if $begun; exit 0 };
    """#
  }

  @Test func whatIsExclusiveRunsAlone() throws {
    let suite = try OutsideSuite()
    let run = try suite.run(
      try suite.entries([
        ("a", Self.noting("a"), ""), ("alone", Self.noting("alone"), "exclusive: true"),
        ("b", Self.noting("b"), ""), ("too", Self.noting("too"), "exclusive: true"),
      ]))
    for id in ["a", "alone", "b", "too"] { #expect(run.verdict(id) == "ok") }
    let lines = try suite.folder.text(of: "log").split(separator: "\n").map(String.init)
    let shared = Set(lines.prefix(4))
    #expect(shared == ["+a", "-a", "+b", "-b"])
    // Then those that want to be alone; then each is timed alone.
    #expect(
      Array(lines.dropFirst(4)) == [
        "+alone", "-alone", "+too", "-too", "+a", "-a", "+alone", "-alone", "+b", "-b", "+too",
        "-too",
      ])
  }
}
