import Foundation
import JSON
import TestSupport
import Testing

/// Trials of programs and classes by the built program.
struct TryBinaryTests {
  /// A program that speaks the protocol; what it makes of the rows of a `score` stands in `@scores`.
  private static func script(_ scores: String, ready: String = #""stochastic":false"#) -> String {
    """
    $| = 1; binmode STDIN; binmode STDOUT;
    sub body { my $bytes = shift; my $text = ""; while (length $text < $bytes) {
      sysread STDIN, $text, $bytes - length $text, length $text or exit 1 } unpack "d<*", $text }
    sub line { my $text = ""; my $byte; while (sysread STDIN, $byte, 1) {
      return $text if $byte eq "\\n"; $text .= $byte } exit 0 }
    sub answer { my $text = join "", @_; syswrite STDOUT, $text }
    my $columns = 1;
    while (1) {
      my $header = line(); my ($type) = $header =~ /"type":"(\\w+)"/;
      my ($bytes) = $header =~ /"bytes":(\\d+)/; my @numbers = body($bytes || 0);
      if ($type eq "hello") { answer qq({"type":"ready","protocol":1,\(ready)}\\n) }
      if ($type eq "fit") { answer qq({"type":"fitted"}\\n) }
      if ($type eq "bye") { exit 0 }
      if ($type eq "score") {
        my ($rows) = $header =~ /"rows":(\\d+)/; $columns = @numbers / $rows - 2;
        my @values = @numbers[0 .. $rows * $columns - 1]; my @scores;
        \(scores)
        answer qq({"type":"scores","rows":$rows,"bytes":) . 8 * @scores . qq(}\\n),
          pack("d<*", @scores)
      }
    }
    """
  }

  private static let honest = script("push @scores, $values[$_ * $columns + 1] for 0 .. $rows - 1;")
  private static let peeking = script(
    "my $last = $values[-1]; push @scores, $values[$_ * $columns] + $last for 0 .. $rows - 1;")

  private static func folder(_ script: String) throws -> TinySuite {
    let tiny = try TinySuite()
    try tiny.folder.write(script.utf8, to: "mine.pl")
    return tiny
  }

  private static let allPass = """
    mine · checks
    pass  ready             learns from healthy rows, needs no seed
    pass  answers           every fit and row, as asked
    pass  determinism       Fitting and scoring again with the same seed gives the
                            same bits.
    """

  @Test func anHonestProgramPassesAndStandsBesideTheControls() throws {
    let tiny = try Self.folder(Self.honest)
    let run = try tiny.assay("try perl mine.pl")
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.hasPrefix(Self.allPass))
    #expect(!run.standardOutput.contains("FAIL"))
    for line in run.standardOutput.split(separator: "\n") { #expect(line.count <= 80) }
    for control in ["random", "constant", "age", "raw", "oracle"] {
      #expect(run.standardOutput.contains("\n\(control) "))
    }
    #expect(run.standardOutput.contains("\npumps · at one false-alarm rate"))
    #expect(run.standardOutput.contains("\npumps · latency of one row"))
    #expect(try tiny.folder.contents().filter { $0 != "cache" } == ["mine.pl", "tiny.yaml"])
  }

  @Test func theDataOfAnotherSuiteAreTaken() throws {
    let tiny = try Self.folder(Self.honest)
    let json = try tiny.json("try --suite tiny.yaml --json perl mine.pl")
    #expect(json["detector"]?.string == "mine")
    #expect(json["passes"]?.bool == true)
    #expect(
      json["checks"]?.elements?.compactMap { $0["check"]?.string } == [
        "ready", "answers", "determinism", "training-order", "scoring-order", "finite",
        "future-replaced", "length", "future-truncated", "batch", "leaves", "limits",
      ])
    let detectors = json["metrics"]?.elements?.compactMap { $0["detector"]?.string } ?? []
    #expect(Set(detectors) == ["mine", "random", "constant", "age", "raw", "oracle"])
  }

  @Test func brokenRulesAreNamed() throws {
    let tiny = try Self.folder(Self.peeking)
    let run = try tiny.assay("try perl mine.pl")
    #expect(run.exitCode == 1)
    #expect(run.standardOutput.contains("\nFAIL  future-truncated  unit pump-01, row 1: "))
    #expect(run.standardOutput.contains("\nFAIL  batch "))
    #expect(run.standardOutput.contains("\npass  determinism "))
    // A detector that breaks a rule has no numbers.
    #expect(run.standardOutput.contains("\nmine           non-causal "))
  }

  @Test func aFailureShowsTheEndOfStandardError() throws {
    let tiny = try Self.folder(
      Self.script(#"print STDERR "line $_\n" for 1 .. 20; die "no more\n";"#))
    let run = try tiny.assay("try perl mine.pl")
    #expect(run.exitCode == 4)
    #expect(run.standardOutput.contains("\nFAIL  answers           crashed: score of unit pump-0"))
    #expect(run.standardOutput.contains("the program ended with\n"))
    #expect(
      run.standardOutput.hasSuffix(
        "\n\nStandard error ends:\n"
          + (14...20).map { "    line \($0)\n" }.joined() + "    no more\n"))
  }

  @Test func aMissingProgramFailsBeforeAnything() throws {
    let tiny = try Self.folder(Self.honest)
    let run = try tiny.assay("try ./nothing")
    #expect(run.exitCode == 4)
    #expect(
      run.standardOutput
        == "nothing · checks\nFAIL  ready             the program ./nothing is not found\n")
  }

  @Test(arguments: [
    ("try", "assay: try needs a COMMAND, or --python CLASS; see assay try --help\n"),
    (
      "try --python mine:Mine trees",
      "assay: with --python, \"trees\" should be key=value\n"
    ),
    (
      "try --python mine",
      "assay: command line:3:10: [0].class: expected module:Class, such as"
        + " pyod.models.iforest:IForest, found \"mine\"\n"
    ),
    (
      "try --python mine:Mine window=none",
      "assay: command line:4:11: [0].window: expected an integer from 1 through 1000000, found"
        + " \"none\"\n"
    ),
  ])
  func mistakesOfTheCommandLine(line: String, message: String) throws {
    let run = try TinySuite().assay(line)
    #expect(run.exitCode == 2)
    #expect(run.standardError == message)
    #expect(run.standardOutput == "")
  }

  @Test func everyDataSetAndTheEndOfTheWorkCount() throws {
    // The second data set is refused by its name; and what a fit has started stays behind.
    let refusing = Self.script(
      "push @scores, 0 for 1 .. $rows;"
    ).replacing(
      #"if ($type eq "fit") {"#,
      with:
        #"if ($type eq "hello") { our ($set) = $header =~ /"dataset":"(\w+)"/ } if ($type eq "fit" and our $set eq "b") { answer qq({"type":"error","reason":"not b"}\n) } elsif ($type eq "fit") { system "sleep 30 &";"#
    )
    let tiny = try Self.folder(refusing)
    let suite = """
      name: two
      version: 1
      seeds: [1]
      datasets: [{ id: a, \(TinySuite.pumps) }, { id: b, \(TinySuite.pumps) }]
      detectors: []
      """
    try tiny.folder.write(suite.utf8, to: "two.yaml")
    let run = try tiny.assay("try --suite two.yaml perl mine.pl")
    #expect(run.exitCode == 4)
    #expect(run.standardOutput.contains("FAIL  answers           b mine: refused: fit: not b\n"))
    try tiny.folder.write(
      suite.replacing(", { id: b, \(TinySuite.pumps) }", with: "").utf8, to: "two.yaml")
    let one = try tiny.assay("try --suite two.yaml perl mine.pl")
    #expect(one.exitCode == 1)
    #expect(
      one.standardOutput.contains(
        "FAIL  leaves            the program left other processes behind\n"))
  }

  @Test func optionsBehindTheCommandBelongToIt() throws {
    let tiny = try Self.folder(Self.honest.replacing("$| = 1;", with: "@ARGV == 1 or exit 3;"))
    #expect(try tiny.assay("try --quiet perl mine.pl --json").exitCode == 0)
    #expect(try tiny.assay("try --quiet perl mine.pl").exitCode == 4)
  }
}
