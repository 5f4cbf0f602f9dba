import Foundation
import TestSupport
import Testing

@testable import Processes

/// Control groups, whose folders are made up here but for the last test.
struct ControlGroupTests {
  private func makeFolder(_ files: [String]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    for file in files + ["cgroup.procs"] { try folder.write([], to: file) }
    return folder
  }

  private static let versions: [(files: [String], contents: [String], events: String)] = [
    (
      ["memory.max", "memory.swap.max", "memory.events"], ["1000", "0", ""],
      "low 0\nmax 3\noom 1\noom_kill "
    ),
    (
      ["memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control"],
      ["1000", "1000", ""], "oom_kill_disable 0\nunder_oom 0\noom_kill "
    ),
  ]

  @Test(arguments: versions)
  private func theSystemIsTold(_ files: [String], _ contents: [String], _ events: String) throws {
    let folder = try makeFolder(files)
    let group = try #require(ControlGroup(folder.path, limit: 1000))
    #expect(try files.map { try folder.text(of: $0) } == contents)
    #expect(group.add(123))
    #expect(try folder.text(of: "cgroup.procs") == "123")
    try folder.write("12\n345\n".utf8, to: "cgroup.procs")
    #expect(group.processes == [12, 345])
    #expect(!group.hasRunOut)
    try folder.write("\(events)0\n".utf8, to: files[2])
    #expect(!group.hasRunOut)
    try folder.write("\(events)2\n".utf8, to: files[2])
    #expect(group.hasRunOut)
  }

  @Test func aFolderThatIsNoControlGroup() throws {
    let folder = try TemporaryDirectory()
    #expect(ControlGroup.make(in: folder.path, name: "group", limit: 1000) == nil)
    #expect(try folder.contents() == [])
    #expect(ControlGroup.make(in: "/no/such/folder", name: "group", limit: 1000) == nil)
    let program = try WatchedProgram(
      .init(command: ["cat"], memoryLimit: 100 << 20, controlGroup: folder.path))
    #expect(program.controlGroup == nil)
    #expect(program.finish(within: 60).status == .code(0))
  }

  private static let delegated = ProcessInfo.processInfo.environment["CONTROL_GROUP"]

  @Test(.enabled(if: delegated != nil, "name in CONTROL_GROUP a folder to make groups in"))
  func theSystemHoldsTheLimit() throws {
    let parent = try #require(Self.delegated)
    let before = try TemporaryDirectory.contents(of: parent)
    var program: WatchedProgram? = try WatchedProgram(
      .init(
        command: Script.perl("push @a, 'a' x (64 << 20) while 1").command,
        memoryLimit: 200 << 20, controlGroup: parent))
    #expect(program?.controlGroup != nil)
    let failure = #expect(throws: ProgramFailure.self) { try program?.readText() }
    guard case .outOfMemory = failure?.kind else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(program?.kill().status == .signal(9))
    program = nil
    #expect(try TemporaryDirectory.contents(of: parent) == before)
  }
}
