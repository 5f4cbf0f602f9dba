import Archives
import TestSupport
import Testing

@testable import Harness

/// What an export replaces, and what it keeps its hands off.
struct ExportFolderTests {
  private let directory: TemporaryDirectory
  private let folder: ExportFolder

  init() throws {
    directory = try TemporaryDirectory()
    folder = ExportFolder(path: directory.file("out"))
  }

  private func write(_ names: [String], _ text: String) throws {
    try folder.write(names.map { ($0, Array(text.utf8)) }, of: "a")
  }

  @Test func aNewFolderAndAnEmptyOneAreTaken() throws {
    try folder.check(["a"])
    try AtomicFile.createFolder(folder.path)
    try folder.check(["a"])
    try write(["train.csv", "export.json"], "1")
    #expect(try directory.contents() == ["out"])
    #expect(try TemporaryDirectory.contents(of: folder.path) == ["a"])
    #expect(
      try TemporaryDirectory.contents(of: "\(folder.path)/a") == ["export.json", "train.csv"])
  }

  /// A second export in another form replaces the files of the first, and nothing else.
  @Test func anEarlierExportIsReplaced() throws {
    try write(["train.csv", "export.json"], "1")
    try directory.write("mine".utf8, to: "out/a/scores.csv")
    try directory.write("mine".utf8, to: "out/notebook.ipynb")
    try folder.check(["a", "b"])
    try write(["train_rows.csv", "train_values.npy", "export.json"], "2")
    #expect(
      try TemporaryDirectory.contents(of: "\(folder.path)/a") == [
        "export.json", "scores.csv", "train_rows.csv", "train_values.npy",
      ])
    #expect(try directory.text(of: "out/a/export.json") == "2")
    #expect(try directory.text(of: "out/a/scores.csv") == "mine")
    #expect(try TemporaryDirectory.contents(of: folder.path) == ["a", "notebook.ipynb"])
  }

  /// What a killed export has left behind keeps nobody from exporting again.
  @Test func anUnfinishedExportIsReplaced() throws {
    try directory.write("half".utf8, to: "out/.a.unfinished/train.csv")
    try folder.check(["a"])
    try write(["test.csv", "export.json"], "1")
    #expect(try TemporaryDirectory.contents(of: folder.path) == ["a"])
    #expect(
      try TemporaryDirectory.contents(of: "\(folder.path)/a") == ["export.json", "test.csv"])
  }

  @Test func otherFoldersAreRefused() throws {
    try directory.write("mine".utf8, to: "out/results.csv")
    #expect(
      throws: FileError(
        path: folder.path,
        reason: "the folder is not empty and holds no earlier export;"
          + " name another folder with --out")
    ) { try folder.check(["a"]) }
    try write(["export.json"], "1")
    try directory.write("mine".utf8, to: "out/b/results.csv")
    try folder.check(["a"])
    #expect(
      throws: FileError(
        path: "\(folder.path)/b",
        reason: "the folder is not empty and no earlier export; name another folder with --out")
    ) { try folder.check(["a", "b"]) }
    #expect(
      throws: FileError(
        path: directory.file("out/results.csv"), reason: "it is no folder that can be read")
    ) { try ExportFolder(path: directory.file("out/results.csv")).check(["a"]) }
  }
}
