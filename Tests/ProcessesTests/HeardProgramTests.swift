import Testing

@testable import Processes

/// Programs that are started for their output.
struct HeardProgramTests {
  private func hear(_ script: String) throws -> (output: String, code: CInt, errors: String) {
    let program = try HeardProgram("sh", ["-c", script])
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1000)
    while true {
      let count = program.read(into: &buffer)
      if count == 0 { break }
      output += buffer.prefix(count)
    }
    let (code, errors) = program.finish()
    return (String(decoding: output, as: UTF8.self), code, errors)
  }

  @Test func outputErrorsAndCode() throws {
    #expect(try hear("echo out; echo why >&2; exit 3") == ("out\n", 3, "why\n"))
    #expect(try hear("kill -KILL $$") == ("", 137, ""))
    #expect(try hear("cat") == ("", 0, ""))
  }

  @Test func aMissingProgram() {
    #expect(throws: ProgramFailure(.notFound)) { try HeardProgram("no-such-program", []) }
  }

  @Test func itEndsWithItsValue() throws {
    var program: HeardProgram? = try HeardProgram("sh", ["-c", "echo $$; exec sleep 100"])
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = try #require(program?.read(into: &buffer))
    let number = try #require(Int32(String(decoding: buffer.prefix(count - 1), as: UTF8.self)))
    #expect(ProcessRecord(number)?.hasEnded == false)
    program = nil
    #expect(ProcessRecord(number) == nil)
  }
}
