import Testing

@testable import assay

struct ProgramTests {
  @Test func helpOfACommand() throws {
    let expected = """
      Usage: assay data weigh FILE [MEMBER…] [options]

      Weigh the members of an archive.

      Every member is weighed as it streams by, so that an archive of any size fits;
      nothing is ever written to a visible path.

      Arguments:
        FILE                The archive.
        MEMBER              Only these members.

      Options:
        -t, --threshold T   The least weight. Default: 0.
        --only PATTERN      Take what it covers. May be repeated.
        -f, --force         Weigh damaged members, too.
        --a-very-long-option NUMBER
                            An option whose name is too long for the column, so that
                            its help stands below it.
        -h, --help          Print this help.

      Examples:
        assay data weigh a.zip --threshold -1e3
            Weigh everything.

      """
    #expect(Command.sample.help == expected)
    #expect(try output(["help", "data", "weigh"]) == expected)
    #expect(try output(["data", "weigh", "--help"]) == expected)
  }

  @Test func helpOfTheProgram() throws {
    let expected = """
      Usage: assay COMMAND [arguments] [options]

      Samples.

      Commands:
        data weigh          Weigh the members of an archive.
        report              Report.
        help COMMAND        Explain a command, with examples.

      Options:
        -h, --help          Print this help, or that of a command.
        --version           Print the version.

      """
    for line in [[], ["--help"], ["-h"], ["help"]] {
      #expect(try output(line) == expected)
    }
  }

  @Test func everyHelpFitsTheTerminal() {
    for text in [Program.assay.help, Program.sample.help] + Program.assay.commands.map(\.help) {
      for line in text.split(separator: "\n") { #expect(line.count <= HelpText.width) }
    }
  }

  @Test func theCommandDecidesTheExitCode() throws {
    #expect(try Program.sample.run(["report"]) { _ in } == .gateFailed)
  }

  @Test(arguments: [
    ("reprot", "unknown command \"reprot\"; did you mean \"report\"?"),
    ("xyz", "unknown command \"xyz\"; see assay --help"),
    ("data", "\"data\" is the beginning of a command: data weigh"),
    ("data wiegh", "unknown command \"data wiegh\"; did you mean \"data weigh\"?"),
    ("--force", "assay has no option --force; see assay --help"),
    ("help reprot", "unknown command \"reprot\"; did you mean \"report\"?"),
    ("help report now", "help takes the name of one command: assay help report"),
  ])
  func refused(line: String, message: String) {
    let error = #expect(throws: UsageError.self) {
      try output(line.split(separator: " ").map(String.init))
    }
    #expect(error?.description == message)
  }

  private func output(_ words: [String]) throws -> String {
    var text = ""
    #expect(try Program.sample.run(words) { text += $0 } == .fine)
    return text
  }
}
