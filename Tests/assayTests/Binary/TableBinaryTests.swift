import Foundation
import Harness
import JSON
import TestSupport
import Testing

/// The built program on tables of one's own.
struct TableBinaryTests {
  /// What the suites say of the table.
  private static let table =
    "source: table, path: t.csv, columns: { unit: machine, time: hour, label: state },"
    + " time: hour, split: units"

  /// Ten machines of forty rows; each fails in its last rows, with a level that shows it.
  private static let text = (1...10).reduce(into: "machine,hour,level,other,state\n") {
    text, unit in
    for row in 0..<40 {
      let isFailing = row >= 35
      let noise = Double((7 * row + 13 * unit) % 11) / 10
      let level = isFailing ? 9 + noise : noise
      text += "m\(unit),\(row),\(level),\(-noise),\(isFailing ? 1 : 0)\n"
    }
  }

  @Test func aTableBecomesARecord() throws {
    let tiny = try TinySuite(pumps: Self.table)
    try tiny.folder.write(Self.text.utf8, to: "t.csv")
    let run = try tiny.assay("run tiny.yaml")
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
    #expect(run.standardOutput.contains("time to detection of 5 events, in hours"))
    #expect(
      try tiny.lines(of: "results/tiny/events.csv", startingWith: "pumps,max-z,1,").count == 5)
    let machine = try JSONValue(parsing: tiny.folder.text(of: "results/tiny/machine.json"))
    #expect(machine["containers"]?.elements?.compactMap { $0["name"]?.string } == ["t.csv"])
    let before = try tiny.pureText()
    #expect(try tiny.assay("run tiny.yaml --force --jobs 1 -q").exitCode == 0)
    #expect(try tiny.pureText() == before)
  }

  @Test(arguments: [
    (
      "m1,3,", "m1,2,", "./t.csv:5:2: the time \"2\" stands twice in unit \"m1\"", Int32(3)
    ),
    (
      "machine,", "mchine,",
      "tiny.yaml:4:70: datasets[0].columns.unit: ./t.csv:1: no column \"machine\"; did you mean \"mchine\"?",
      2
    ),
  ])
  func nothingIsWrittenOfATableThatDoesNotFit(
    old: String, new: String, message: String, code: Int32
  ) throws {
    let tiny = try TinySuite(pumps: Self.table)
    let text = Self.text.replacing(old, with: new, maxReplacements: 1)
    try tiny.folder.write(text.utf8, to: "t.csv")
    let run = try tiny.assay("run tiny.yaml")
    #expect(run.exitCode == code)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try tiny.folder.contents() == ["t.csv", "tiny.yaml"])
  }

  /// The guide shows what the example prints.
  @Test func theExampleDoesWhatTheGuideSays() throws {
    let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let tiny = try TinySuite()
    let suite = package.appending(path: "suites/examples/your-own-data.yaml").path
    let run = try tiny.assay("run \(suite) --out record")
    #expect(run.standardError == "")
    #expect(run.exitCode == 0)
    let guide = try String(
      contentsOf: package.appending(path: "docs/your-own-data.md"), encoding: .utf8)
    let shown = Set(guide.split(separator: "\n").map { $0.drop { $0 == " " } })
    let headline = run.standardOutput.split(separator: "\n").prefix(12)
    #expect(headline.count == 12)
    #expect(headline.allSatisfy { shown.contains($0) })
  }
}
