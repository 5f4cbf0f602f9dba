import Archives
import Glibc
import Processes

/// The program curl, which brings what an address names.
///
/// Proxies are those of its usual variables, such as `https_proxy`. Its own repeats would throw away
/// what came before, so an attempt that breaks off is repeated here.
struct Curl: Sendable {
  var program = "curl"
  /// How long an address may be silent, in seconds.
  var patience = 30
  /// The pauses before another attempt, in seconds, as long as none brings anything new.
  var pauses = [1, 2, 4, 8]

  /// Brings what is still lacking of a file.
  ///
  /// - Parameters:
  ///   - address: Where the file is.
  ///   - part: What is there of it, which grows.
  ///   - report: Takes the number of bytes that are there.
  /// - Throws: ``Refusal`` if the address does not bring the file, ``DataSetError`` if nothing can.
  func receive(
    _ address: String, into part: PartFile, report: (_ bytes: Int) -> Void
  ) throws {
    var most = part.size
    var fruitless = 0
    while true {
      let (code, status, message) = try attempt(address, into: part, report)
      let isBeyondEnd = status == 416 && part.size > 0
      if code == 0 || isBeyondEnd { return }
      let reason = reason(code, status, message)
      if part.size > most {
        most = part.size
        fruitless = 0
      }
      guard Self.isPassing(code, status), fruitless < pauses.count else { throw Refusal(reason) }
      if code == ExitCode.cannotResume { try part.empty() }
      sleep(UInt32(pauses[fruitless]))
      fruitless += 1
    }
  }

  private func attempt(
    _ address: String, into part: PartFile, _ report: (_ bytes: Int) -> Void
  ) throws -> (code: CInt, status: Int, message: String) {
    let child: HeardProgram
    do throws(ProgramFailure) {
      child = try HeardProgram(program, arguments(address, from: part.size))
    } catch {
      throw DataSetError(
        nil,
        error.kind == .notFound
          ? "downloads need the program \(program); install the package curl"
          : "\(program) \(error)")
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = child.read(into: &buffer)
      if count == 0 { break }
      try part.append(buffer.span.extracting(first: count))
      report(part.size)
    }
    let (code, errors) = child.finish()
    // The last line is the status that --write-out asks for, others are curl's complaints.
    let lines = errors.split(separator: "\n")
    return (code, lines.last.flatMap { Int($0) } ?? 0, lines.first.map(String.init) ?? "")
  }

  private func arguments(_ address: String, from offset: Int) -> [String] {
    [
      "--disable", "--silent", "--show-error", "--no-buffer", "--fail", "--globoff",
      "--location", "--max-redirs", "10", "--proto", "=http,https", "--proto-redir", "=http,https",
      "--connect-timeout", "\(patience)", "--speed-limit", "1", "--speed-time", "\(patience)",
      "--write-out", "%{stderr}\\n%{http_code}\\n", "--output", "-",
    ] + (offset > 0 ? ["--continue-at", "\(offset)"] : []) + ["--url", address]
  }

  /// Codes of curl(1) that get words of their own or another attempt.
  private enum ExitCode {
    static let noProxy: CInt = 5
    static let noHost: CInt = 6
    static let noConnection: CInt = 7
    static let cutShort: CInt = 18
    static let status: CInt = 22
    static let silent: CInt = 28
    static let cannotResume: CInt = 33
    static let redirects: CInt = 47
    static let noAnswer: CInt = 52
    static let notSent: CInt = 55
    static let notReceived: CInt = 56
  }

  /// Whether another attempt may do better.
  private static func isPassing(_ code: CInt, _ status: Int) -> Bool {
    switch code {
    case ExitCode.status: [408, 429, 500, 502, 503, 504].contains(status)
    case ExitCode.cutShort, ExitCode.silent, ExitCode.cannotResume, ExitCode.noAnswer,
      ExitCode.notSent, ExitCode.notReceived:
      true
    default: false
    }
  }

  private func reason(_ code: CInt, _ status: Int, _ message: String) -> String {
    switch code {
    case ExitCode.noProxy: "the proxy is not found"
    case ExitCode.noHost: "there is no such host, or no network"
    case ExitCode.noConnection: "nothing takes the connection"
    case ExitCode.status: "the server answers with status \(status)"
    case ExitCode.silent: "the server is silent for \(patience) seconds"
    case ExitCode.cannotResume: "the server cannot go on where a download ended"
    case ExitCode.redirects: "the server redirects without end"
    case ExitCode.cutShort, ExitCode.noAnswer, ExitCode.notSent, ExitCode.notReceived:
      "the connection breaks off"
    default: message.isEmpty ? "curl ended with code \(code)" : message
    }
  }
}
