import Foundation
import Glibc
import Harness
import JSON
import TestSupport
import Testing

/// What the built program says of archives that ask too much, and where it puts what it unpacks.
struct ArchiveBinaryTests {
  private static let trust = "; if you trust the file, raise the limit with --archive-limit "
  private static let engines = "source: cmapss, subset: FD001, split: units"

  /// A 7z in a zip, of bytes that do not get smaller.
  private static func nested() throws -> [UInt8] {
    var state: UInt64 = 1
    let noise = (0..<100_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let inner = try ArchiveWriter.bytes([("noise", noise)], format: .sevenZip)
    return try ArchiveWriter.bytes([("in.7z", inner)])
  }

  @Test func layersAreListedOneALine() throws {
    let tiny = try TinySuite()
    try tiny.folder.write(Self.nested(), to: "a.zip")
    let run = try tiny.assay("data inspect a.zip")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(
      run.standardOutput.contains(
        "\n  zip\n    7z in.7z\n\nIt holds no data set that assay knows.\n\nMembers\n"))
    let json = try tiny.json("data inspect a.zip --json")
    #expect(
      json["layers"]?.compact == #"[{"path":"","format":"zip"},{"path":"in.7z","format":"7z"}]"#)
    #expect(json["unreached"]?.compact == "[]")
    #expect(try tiny.folder.contents() == ["a.zip", "tiny.yaml"])
  }

  @Test(arguments: [
    ("bytes=1000", "the archives unpack to more than 1000 bytes in all"),
    ("members=0", "the archives hold more than 0 members in all"),
    ("nesting=0", "archives are nested more than 0 deep"),
  ])
  func limitsAreSetOnTheCommandLine(setting: String, reason: String) throws {
    let tiny = try TinySuite()
    try tiny.folder.write(Self.nested(), to: "a.zip")
    let name = setting.prefix { $0 != "=" }
    let run = try tiny.assay("data inspect a.zip --archive-limit \(setting)")
    #expect(run.exitCode == 3)
    let sentence = "a.zip › in.7z: \(reason)\(Self.trust)\(name)=N\n"
    #expect((run.standardOutput + run.standardError).unwrapped.hasSuffix(sentence))
  }

  @Test func runsHoldTheLimitsToo() throws {
    let tiny = try TinySuite(pumps: Self.engines)
    try tiny.folder.write(
      ArchiveWriter.bytes(texts: [("a/", ""), ("train_FD001.txt", "1\n")]), to: "CMAPSSData.zip")
    for command in ["run", "audit", "bless --reason none"] {
      let run = try tiny.assay(
        "\(command) tiny.yaml --data . --archive-limit ratio=7 --archive-limit members=1")
      #expect(run.exitCode == 3)
      #expect(
        run.standardError
          == "assay: ./CMAPSSData.zip › train_FD001.txt: the archives hold more than 1 members in all"
          + "\(Self.trust)members=N\n")
    }
  }

  @Test(arguments: [
    (
      "size=3",
      "--archive-limit takes one of bytes, ratio, members, nesting, as in members=5000000, not"
        + " \"size=3\""
    ),
    (
      "byte=3",
      "--archive-limit takes one of bytes, ratio, members, nesting, as in members=5000000, not"
        + " \"byte=3\"; did you mean \"bytes\"?"
    ),
    (
      "ratio",
      "--archive-limit ratio takes an integer of at least 0, as in ratio=1000, not \"ratio\""
    ),
    (
      "bytes=-1",
      "--archive-limit bytes takes an integer of at least 0, as in bytes=68719476736, not"
        + " \"bytes=-1\""
    ),
  ])
  func limitsThatAreNone(setting: String, message: String) throws {
    let tiny = try TinySuite()
    for command in ["run tiny.yaml", "check tiny.yaml", "audit tiny.yaml", "data inspect a.zip"] {
      let run = try tiny.assay("\(command) --archive-limit \(setting)")
      #expect(run.exitCode == 2)
      #expect(run.standardError == "assay: \(message)\n")
    }
  }

  @Test func aFullDiskIsSaid() throws {
    let tiny = try TinySuite()
    try tiny.folder.write(Self.nested(), to: "a.zip")
    // Files of at most eight blocks stand for a disk without room.
    let limited = ["bash", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "bash"]
    let run = try tiny.assay("data inspect a.zip", setting: ["TMPDIR=."] + limited)
    #expect(run.exitCode == 3)
    #expect(
      run.standardOutput.unwrapped.hasSuffix(
        "damage: a.zip › in.7z: there is no room for it in ., where an archive inside another is"
          + " unpacked; name another folder in TMPDIR\n"))
    let nowhere = try tiny.assay("data inspect a.zip", setting: ["TMPDIR=/nowhere"])
    #expect(nowhere.exitCode == 3)
    #expect(
      nowhere.standardOutput.unwrapped.hasSuffix(
        "damage: a.zip › in.7z: /nowhere cannot be written (No such file or directory), where an"
          + " archive inside another is unpacked; name another folder in TMPDIR\n"))
    #expect(try tiny.folder.contents() == ["a.zip", "tiny.yaml"])
  }

  /// Lets the superuser, for whom every folder is open, start the program as someone else.
  private static let asOther =
    geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

  @Test func aFolderWithoutPermissionIsSaid() throws {
    let tiny = try TinySuite(pumps: Self.engines)
    try tiny.folder.write([1], to: "closed/CMAPSSData.zip")
    #expect(unsafe chmod(tiny.folder.file("closed"), 0) == 0)
    let inspect = try tiny.assay("data inspect closed", setting: Self.asOther)
    #expect(inspect.exitCode == 3)
    #expect(inspect.standardError == "assay: closed: there is no permission to read it\n")
    let run = try tiny.assay("run tiny.yaml --data closed", setting: Self.asOther)
    #expect(run.exitCode == 3)
    #expect(
      run.standardError
        == "assay: closed/CMAPSSData.zip: there is no permission to look for it\n")
    #expect(unsafe chmod(tiny.folder.file("closed"), 0o700) == 0)
  }
}

extension String {
  /// The text with its lines joined by blanks, as it was before it was broken for a terminal.
  fileprivate var unwrapped: String {
    split(separator: "\n").joined(separator: " ") + "\n"
  }
}
