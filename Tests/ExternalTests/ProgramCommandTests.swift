import External
import JSON
import TestSupport
import Testing

/// What a command is, as far as its files say.
struct ProgramCommandTests {
  private static let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
  private static let b = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"

  /// The files of a command in a folder that has `tool` and `data/rows.csv`.
  private func files(_ words: [String]) throws -> JSONValue {
    let folder = try TemporaryDirectory()
    try folder.write("a".utf8, to: "tool")
    try folder.write("b".utf8, to: "data/rows.csv")
    return ProgramCommand(
      words: words, folder: folder.path, environment: ["PATH": "/nowhere:\(folder.path)"]
    ).files
  }

  @Test func everyFileThatIsNamedCounts() throws {
    #expect(
      try files([
        "./tool", "--fast", "data", "data/rows.csv", "--rows=data/rows.csv", "-n", "5", "",
      ])
        == [
          "0 tool": .string(Self.a), "3 rows.csv": .string(Self.b), "4 rows.csv": .string(Self.b),
        ])
  }

  @Test func theProgramIsLookedUpAsItIsStarted() throws {
    #expect(try files(["tool", "tool"]) == ["0 tool": .string(Self.a), "1 tool": .string(Self.a)])
    #expect(try files(["rows.csv", "none", "--rows=none", "data/none"]) == .object([]))
  }

  @Test func filesOutsideTheFolderCountToo() throws {
    let other = try TemporaryDirectory()
    try other.write("b".utf8, to: "b.txt")
    #expect(
      try files([other.file("b.txt"), "--with=\(other.file("b.txt"))"])
        == ["0 b.txt": .string(Self.b), "1 b.txt": .string(Self.b)])
  }
}
