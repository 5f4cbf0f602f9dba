import Harness
import Testing

@testable import assay

struct ArgumentParserTests {
  @Test(arguments: [
    "a.zip -t -1e3 --force", "a.zip --threshold=-1e3 -f", "--threshold -1e3 --force a.zip",
    "-t-1e3 -f -- a.zip",
  ])
  func waysToSayTheSame(line: String) throws {
    let parsed = try #require(try Command.sample.parse(words(line)))
    #expect(parsed.positional(0) == "a.zip")
    #expect(parsed.optionalPositional(1) == nil)
    #expect(try parsed.number("threshold") == -1000)
    #expect(parsed.flag("force"))
    #expect(parsed.value("only") == nil)
  }

  @Test func repeatedAndAttachedValues() throws {
    let parsed = try #require(
      try Command.sample.parse(words("a --only x=y --only=p=q -5 -- --force -f")))
    #expect(parsed.values("only") == ["x=y", "p=q"])
    #expect(parsed.positionals == ["a", "-5", "--force", "-f"])
    #expect(!parsed.flag("force"))
  }

  @Test(arguments: ["--help", "-h", "a.zip --force -h"])
  func help(line: String) throws {
    #expect(try Command.sample.parse(words(line)) == nil)
  }

  @Test(arguments: [
    ("", "data weigh needs FILE: assay data weigh FILE [MEMBER…] [options]"),
    ("a --forse", "data weigh has no option --forse; did you mean \"--force\"?"),
    ("a --quiet", "data weigh has no option --quiet; see assay data weigh --help"),
    ("a -q", "data weigh has no option -q; see assay data weigh --help"),
    ("a --force=1", "--force takes no value"),
    ("a -fx", "--force takes no value"),
    ("a --force -f", "--force is given twice"),
    ("a -t 1 --threshold=2", "--threshold is given twice"),
    ("a --threshold", "--threshold needs a value: --threshold T"),
    ("a --threshold --force", "--threshold needs a value: --threshold T"),
    ("a --threshold -f", "--threshold needs a value: --threshold T"),
  ])
  func refused(line: String, message: String) {
    let error = #expect(throws: UsageError.self) { try Command.sample.parse(words(line)) }
    #expect(error?.description == message)
  }

  @Test func tooManyArguments() {
    let error = #expect(throws: UsageError.self) { try Command.report.parse(["x"]) }
    #expect(error?.description == "report does not take \"x\": assay report")
  }

  @Test func valuesThatAreNoNumbers() throws {
    let parsed = try #require(try Command.sample.parse(words("a -t 1e999 --only 2.5")))
    #expect(
      message { try parsed.number("threshold") } == "--threshold takes a number, not \"1e999\"")
    #expect(
      message { try parsed.number("only", in: .unit) }
        == "--only takes a number from 0 through 1, not \"2.5\"")
    #expect(
      message { try parsed.integer("only", in: 1 ... .max) }
        == "--only takes an integer of at least 1, not \"2.5\"")
    #expect(
      message { try parsed.choice("only", among: ["csv", "json"]) }
        == "--only takes one of csv, json, not \"2.5\"")
    #expect(try parsed.integer("a-very-long-option") == nil)
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  private func message(_ body: () throws -> some Any) -> String? {
    #expect(throws: UsageError.self) { _ = try body() }?.description
  }
}
