import Foundation
import Glibc
import TestSupport
import Testing

/// What becomes of programs when Assay itself is ended.
struct InterruptBinaryTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func programsEndWithAssay(signal: Int32) throws {
    let tiny = try TinySuite()
    let script = "open F, '>', 'pid' or die; print F $$; close F or die; sleep 600;"
    try tiny.folder.write(script.utf8, to: "busy.pl")
    let assay = Process()
    // Foundation starts programs with its own thread's signals blocked; perl lets them through.
    assay.executableURL = URL(filePath: "/usr/bin/perl")
    assay.arguments = [
      "-e", "use POSIX; sigprocmask SIG_SETMASK, POSIX::SigSet->new; exec @ARGV or die",
      ProcessRun.built("assay").path, "try", "--quiet", "perl", "busy.pl",
    ]
    assay.currentDirectoryURL = URL(filePath: tiny.folder.path)
    assay.environment = ProcessInfo.processInfo.environment.merging(
      ["XDG_CACHE_HOME": tiny.folder.file("cache")]) { _, own in own }
    try assay.run()
    let program = try #require(waitForNumber(in: tiny.folder.file("pid")))
    #expect(kill(program, 0) == 0)
    kill(assay.processIdentifier, signal)
    assay.waitUntilExit()
    #expect(assay.terminationReason == .uncaughtSignal)
    #expect(assay.terminationStatus == signal)
    #expect(waitForEnd(of: program))
  }

  private func waitForNumber(in file: String) -> pid_t? {
    for _ in 0..<12_000 {
      if let text = try? String(contentsOfFile: file, encoding: .utf8), let number = pid_t(text) {
        return number
      }
      usleep(10_000)
    }
    return nil
  }

  /// Whether a process is gone within a minute; a zombie, which waits for its new parent, is.
  private func waitForEnd(of process: pid_t) -> Bool {
    for _ in 0..<6000 {
      let state = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))
      guard let rest = state?.split(separator: ")").last else { return true }
      if rest.hasPrefix(" Z") { return true }
      usleep(10_000)
    }
    return false
  }
}
