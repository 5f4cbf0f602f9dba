import Foundation
import Glibc
import TestSupport
import Testing

@testable import Processes

/// What programs are started with, and why they are not.
struct LaunchTests {
  private func start(_ command: [String], in folder: String? = nil) throws(ProgramFailure) {
    _ = try WatchedProgram(.init(command: command, folder: folder)).kill()
  }

  @Test(arguments: [["no-such-program"], ["./no-such-program"], ["/etc/passwd/program"], [""], []])
  func aMissingProgram(_ command: [String]) {
    #expect(throws: ProgramFailure(.notFound)) { try start(command) }
  }

  @Test func whatIsNotExecutable() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("text\n".utf8, to: "program")
    #expect(throws: ProgramFailure(.notExecutable)) { try start([file]) }
    #expect(unsafe chmod(file, 0o755) == 0)
    #expect(throws: ProgramFailure(.notExecutable)) { try start([file]) }
  }

  @Test func aMissingInterpreter() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("#!/no/such/interpreter\n".utf8, to: "program")
    #expect(unsafe chmod(file, 0o755) == 0)
    #expect(throws: ProgramFailure(.interpreterNotFound)) { try start([file]) }
    #expect(throws: ProgramFailure(.interpreterNotFound)) {
      try start(["./program"], in: folder.path)
    }
  }

  @Test func aMissingFolder() {
    #expect(throws: ProgramFailure(.folderNotFound("/no/such/folder"))) {
      try start(["true"], in: "/no/such/folder")
    }
    #expect(throws: ProgramFailure(.folderNotFound("/etc/passwd"))) {
      try start(["true"], in: "/etc/passwd")
    }
  }

  @Test func textWithANUL() {
    let expected = ProgramFailure(
      .couldNotStart("its command, folder or environment has a NUL"))
    #expect(throws: expected) { try start(["echo", "a\0b"]) }
  }

  @Test func argumentsFolderAndEnvironmentArrive() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      "printf '%s|' \"$PWD\" \"$KEY\" \"${PATH:+path}\" \"$@\"; echo".utf8, to: "program")
    let program = try WatchedProgram(
      .init(
        command: ["sh", "program", "a b", "$KEY"], folder: folder.path,
        environment: ["KEY": "a value"]))
    #expect(try program.readText() == "\(folder.path)|a value|path|a b|$KEY|")
    #expect(program.finish(within: 60).status == .code(0))
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func aPathWithASlashIsRelativeToTheFolder() throws {
    let program = try WatchedProgram(
      .init(command: ["./echo", "here"], folder: "/bin"))
    #expect(try program.readText() == "here")
  }

  @Test func nothingElseIsInherited() throws {
    let open = unsafe open("/dev/null", O_RDONLY)
    defer { close(open) }
    #expect(open > 2)
    // The shell's own descriptor for a script has a number of 10 or more.
    let program = try WatchedProgram(
      .perl("print join(' ', grep { -e \"/proc/self/fd/$_\" } 0..1000), \"\\n\""))
    #expect(try program.readText() == "0 1 2")
  }

  @Test func signalsAreNeitherBlockedNorIgnored() throws {
    var blocked = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&blocked)
    unsafe pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let handler = signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, handler) }
    let program = try WatchedProgram(
      .init(command: ["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"]))
    #expect(try program.readText() == "SigBlk:\t0000000000000000")
    // The C library keeps the first two real-time signals, 32 and 33, to itself.
    let ignored = try program.readText().split(separator: "\t").last
    #expect(ignored.flatMap { UInt64($0, radix: 16) }.map { $0 & ~(3 << 31) } == 0)
  }

  @Test func theGroupIsItsOwn() throws {
    let program = try WatchedProgram(.perl("print getpgrp() == $$ ? 'own' : 'foreign', \"\\n\""))
    #expect(try program.readText() == "own")
    let heard = try HeardProgram("perl", ["-e", "print getpgrp()"])
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = heard.read(into: &buffer)
    #expect(String(decoding: buffer.prefix(count), as: UTF8.self) == "\(getpgrp())")
    #expect(heard.finish().code == 0)
  }
}
