import Foundation
import TestSupport
import Testing

/// `data fetch` by the built program.
struct DataFetchBinaryTests {
  private func fetch(
    _ arguments: [String], in folder: TemporaryDirectory
  ) throws -> ProcessRun {
    try ProcessRun(
      URL(filePath: "/usr/bin/env"),
      ["-u", "ASSAY_DATA", ProcessRun.built("assay").path, "data", "fetch"] + arguments,
      in: URL(filePath: folder.path))
  }

  @Test(arguments: [
    ("cmaps", "data fetch knows cmapss, ims, not \"cmaps\"; did you mean \"cmapss\"?"),
    ("ims femto", "data fetch knows cmapss, ims, not \"femto\""),
    (
      "ims --mirror ftp://x/",
      "--mirror takes an address that begins with http, not \"ftp://x/\""
    ),
    (
      "--mirror http://127.0.0.1:1/a.zip",
      "--mirror is the address of one file, so name what it is, or end the address of a folder"
        + " with /"
    ),
  ])
  func usage(line: String, message: String) throws {
    let folder = try TemporaryDirectory()
    let run = try fetch(line.split(separator: " ").map(String.init), in: folder)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try folder.contents() == [])
  }

  @Test func oneThatCannotBeHadDoesNotStopTheOthers() throws {
    let folder = try TemporaryDirectory()
    let server = try LoopbackServer { _, _ in .status(404) }
    let run = try fetch(["--to", "here", "--mirror", server.address("/")], in: folder)
    #expect(run.exitCode == 3)
    #expect(run.standardOutput == "")
    let names = [
      (
        "cmapss",
        [
          "6.%20Turbofan%20Engine%20Degradation%20Simulation%20Data%20Set.zip",
          "CMAPSSData.zip",
        ]
      ),
      ("ims", ["4.%20Bearings.zip", "IMS.zip"]),
    ]
    let messages = names.map { name, files in
      let reasons = files.map {
        "\(server.address("/\($0)")): the server answers with status 404"
      }
      return "assay: \(name) cannot be downloaded (\(reasons.joined(separator: "; "))); try again"
        + " later, or name another place with --mirror\n"
    }
    #expect(run.standardError == messages.joined())
    #expect(try TemporaryDirectory.contents(of: folder.file("here")) == [])
  }

  @Test(
    .enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"))
  func theDataAreDownloadedOnce() throws {
    let folder = try TemporaryDirectory()
    let archive = try Data(contentsOf: URL(filePath: SharedData.file("data/cmapss/CMAPSSData.zip")))
    let server = try LoopbackServer { _, _ in .file(Array(archive)) }
    let address = server.address("/CMAPSSData.zip")
    let proof = "the SHA-256 of every file inside is the listed one\n"
    let first = try fetch(["cmapss", "--mirror", address], in: folder)
    #expect(first.standardError == "")
    #expect(
      first.standardOutput
        == "cmapss: data/CMAPSSData.zip, \(archive.count) bytes, downloaded from \(address); \(proof)"
    )
    #expect(first.exitCode == 0)
    #expect(try TemporaryDirectory.contents(of: folder.file("data")) == ["CMAPSSData.zip"])
    let second = try fetch(["cmapss"], in: folder)
    #expect(
      second.standardOutput
        == "cmapss: data/CMAPSSData.zip, \(archive.count) bytes, there already; \(proof)")
    #expect(second.exitCode == 0)
    #expect(server.requests.count == 1)
  }

  @Test func aStoppedDownloadLeavesWhatCame() throws {
    let folder = try TemporaryDirectory()
    let bytes = [UInt8](repeating: 1, count: 1000)
    let server = try LoopbackServer { _, _ in .file(bytes, sending: 300, stalls: true) }
    let process = Process()
    process.executableURL = ProcessRun.built("assay")
    process.arguments = [
      "data", "fetch", "cmapss", "--to", folder.path, "--mirror",
      server.address("/CMAPSSData.zip"),
    ]
    try process.runWithSignals()
    let part = folder.file("CMAPSSData.zip.part")
    while process.isRunning {
      if (try? Data(contentsOf: URL(filePath: part)).count) == 300 { break }
      Thread.sleep(forTimeInterval: 0.01)
    }
    // To the whole group, as a terminal does it; Foundation makes one for the program.
    #expect(kill(-process.processIdentifier, SIGINT) == 0)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(server.requests.count == 1)
    #expect(try folder.contents() == ["CMAPSSData.zip.part"])
    #expect(try Data(contentsOf: URL(filePath: part)) == Data(bytes.prefix(300)))
  }
}

extension Process {
  /// Starts a program that can be interrupted: threads of Swift's pool block signals, and a program
  /// inherits what its thread blocks.
  fileprivate func runWithSignals() throws {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}
