import TestSupport
import Testing

@testable import assay

/// The program as it is built, run as a process.
struct BinaryTests {
  @Test(arguments: [["--version"], ["version"]])
  func version(arguments: [String]) throws {
    let run = try ProcessRun(ProcessRun.built("assay"), arguments)
    #expect(run.exitCode == 0)
    #expect(run.standardOutput == "assay 0.1.0\n")
    #expect(run.standardError == "")
  }

  @Test(arguments: [[], ["--help"]])
  func help(arguments: [String]) throws {
    let run = try ProcessRun(ProcessRun.built("assay"), arguments)
    #expect(run.exitCode == 0)
    #expect(run.standardOutput == Program.assay.help)
    #expect(run.standardError == "")
  }

  @Test func unknownCommand() throws {
    let run = try ProcessRun(ProcessRun.built("assay"), ["vresion"])
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(
      run.standardError == "assay: unknown command \"vresion\"; did you mean \"version\"?\n")
  }
}
