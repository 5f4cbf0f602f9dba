import Telemetry
import TestSupport
import Testing

@testable import Harness

/// What the stored results of programs depend on.
struct OutsideReuseTests {
  /// What it declares stands in files that its command does not name.
  private static let declaring = #"""
    my %file = map { open my $in, '<', $_; ($_ => join '', <$in>) } qw(code version);
    $on{hello} = sub { ready(qq(,"digest":"$file{code}","packages":{"lib":"$file{version}"})) };
    """#

  /// A suite whose only program names files and declares others.
  private func suite() throws -> OutsideSuite {
    let suite = try OutsideSuite()
    try suite.write("mine.pl", Self.declaring)
    for name in ["code", "version", "weights", "table", "other"] {
      try suite.folder.write("1".utf8, to: name)
    }
    return suite
  }

  /// The key of the program's cell.
  private func key(
    _ suite: OutsideSuite, command: String = "perl, mine.pl, table, --weights=weights",
    keys: String = "", id: String = "mine", seeds: String = "1"
  ) throws -> String {
    let plan = try suite.plan(
      ["{ id: \(id), kind: external, command: [\(command)]\(keys) }"], seeds: seeds)
    return try #require(plan.cells.first).key
  }

  @Test(arguments: ["table", "weights", "code", "version", "mine.pl"])
  func aChangedFile(name: String) throws {
    let suite = try suite()
    let before = try key(suite)
    #expect(try key(suite) == before)
    if name == "mine.pl" {
      try suite.write(name, Self.declaring + "# changed\n")
    } else {
      try suite.folder.write("2".utf8, to: name)
    }
    #expect(try key(suite) != before)
  }

  @Test func aChangedEntry() throws {
    let suite = try suite()
    let keys = [
      try key(suite), try key(suite, command: "perl, mine.pl, table"),
      try key(suite, command: "perl, mine.pl, table, --weights=weights, -v"),
      try key(suite, keys: ", parameters: { a: 1 }"),
      try key(suite, keys: ", parameters: { a: 2 }"), try key(suite, id: "other"),
      try key(suite, seeds: "2"), try key(suite, keys: ", alarm: { threshold: { fixed: 1 } }"),
    ]
    #expect(Set(keys).count == keys.count)
  }

  @Test func whatChangesNoResult() throws {
    let suite = try suite()
    let before = try key(suite)
    try suite.folder.write("2".utf8, to: "other")
    #expect(try key(suite) == before)
    #expect(try key(suite, keys: ", limits: { fit: 5s, memory: 1GB }, exclusive: true") == before)
  }

  @Test func aChangedScriptRunsAgain() throws {
    let suite = try suite()
    let entries = ["{ id: mine, kind: external, command: [perl, mine.pl] }"]
    let first = try suite.run(entries)
    try suite.write("mine.pl", Self.declaring + "$on{score} = sub { scores((1) x key('rows')) };")
    let second = try suite.run(entries)
    #expect(second.result.reused == first.plan.cells.count - 1)
    #expect(second["mine"]?.scores != first["mine"]?.scores)
    #expect(second["mine"]?.scores.first?.storage == [Double](repeating: 1, count: 20))
  }
}
