import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Programs that fail after their cell has scores, or when it must not have any.
struct OutsideLateFailureTests {
  /// It answers batches, and some single rows; the audit asks for far fewer of them than timing does.
  private static let tiresOfSingleRows = #"""
    my $single = 0;
    $on{score} = sub {
      if (key('rows') == 1 and ++$single > 50) { print STDERR "tired\n"; exit 5 }
      scores(distances(@_))
    };
    """#

  @Test func aProgramThatFailsWhenItIsTimedHasFailed() throws {
    let suite = try OutsideSuite()
    let entries = try suite.entries([("tired", Self.tiresOfSingleRows, "")])
    let outcome = try suite.run(entries)
    #expect(
      outcome.verdict("tired")
        == "crashed: score of unit 2: the program ended with exit code 5")
    #expect(outcome["tired"]?.standardError == "tired\n")
    #expect(outcome.record.metrics.filter { $0.key.detector == "tired" }.isEmpty)
    #expect(try suite.run(entries).result.reused == 5)
  }

  @Test func aForcedFailureTakesTheStoredOutputAway() throws {
    let suite = try OutsideSuite()
    let entries = try suite.entries([
      (
        "moody",
        "$on{fit} = sub { -e 'bad' ? exit 3 : answer('{\"type\":\"fitted\"}') };"
          + " $on{score} = sub { scores((0) x key('rows')) };", ""
      )
    ])
    #expect(try suite.run(entries).verdict("moody") == "ok")
    try suite.folder.write("".utf8, to: "bad")
    #expect(try suite.run(entries).verdict("moody") == "ok")
    let failure = "crashed: fit: the program ended with exit code 3"
    #expect(try suite.run(entries, isForced: true).verdict("moody") == failure)
    #expect(try suite.run(entries).verdict("moody") == failure)
  }

  @Test func livesOfTheEvaluatedUnitsAreNotTold() throws {
    let suite = try OutsideSuite()
    let entries = try suite.entries([
      ("seer", #"$on{hello} = sub { ready(',"needs":"lives"') };"#, "")
    ])
    #expect(
      try suite.run(entries).verdict("seer")
        == "refused: lives in a chronological split would tell when the evaluated units fail; split"
        + " by units")
  }

}
