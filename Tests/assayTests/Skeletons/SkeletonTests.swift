import Archives
import Foundation
import TestSupport
import Testing

@testable import assay

/// Skeletons as they are written: every file works as it stands.
struct SkeletonTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @Test(.enabled(if: NumPy.isThere, "there is no python3 with numpy"))
  func theTestInPythonPasses() throws {
    try Skeleton.python(DetectorName("tried-by-tests")).write(to: folder.path)
    #expect(
      try folder.contents() == [
        "test_tried_by_tests.py", "tried-by-tests.yaml", "tried_by_tests.py",
      ])
    let run = try NumPy.run(["test_tried_by_tests.py"], in: folder)
    #expect(run.exitCode == 0)
    #expect(run.standardError.hasPrefix("....\n"))
    #expect(run.standardError.hasSuffix("\nOK\n"))
  }

  @Test func nothingIsReplaced() throws {
    let skeleton = Skeleton.python(try DetectorName("tried-by-tests"))
    try folder.write("mine".utf8, to: "a/test_tried_by_tests.py")
    #expect(
      throws: FileError(
        path: folder.file("a/test_tried_by_tests.py"),
        reason: "the file is there already; choose another name or folder")
    ) { try skeleton.write(to: folder.file("a")) }
    #expect(try TemporaryDirectory.contents(of: folder.file("a")) == ["test_tried_by_tests.py"])
    #expect(try folder.text(of: "a/test_tried_by_tests.py") == "mine")
  }

  private func catalog(_ list: String) -> String {
    "public enum DetectorCatalog {\n  public static let kinds: [DetectorKind] = [\n\(list)  ]\n}\n"
  }

  @Test func aSwiftDetectorIsFilesAndALineOfTheCatalog() throws {
    let path = "Sources/Detectors/DetectorCatalog.swift"
    try folder.write(catalog("    .maxZ,\n    .meanZ,\n").utf8, to: path)
    let name = try DetectorName("tried-by-tests")
    try Skeleton.swift(name, checkout: folder.path).write(to: folder.path)
    #expect(
      try folder.text(of: path) == catalog("    .maxZ,\n    .meanZ,\n    .triedByTests,\n"))
    #expect(try folder.text(of: "Sources/Detectors/TriedByTests.swift") == name.swiftSource)
    #expect(
      try folder.text(of: "Tests/DetectorsTests/TriedByTestsTests.swift") == name.swiftTest)
    #expect(
      try folder.text(of: "suites/tried-by-tests.yaml").contains(
        "\n  - { id: tried-by-tests, kind: tried-by-tests }\n"))
  }

  /// The catalog of this very checkout can be added to.
  @Test func theCatalogHereTakesALine() throws {
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path
    let skeleton = try Skeleton.swift(DetectorName("tried-by-tests"), checkout: root)
    let change = try #require(skeleton.changes.first)
    let before = try #require(AtomicFile.read("\(root)/\(change.path)"))
    let lines = String(decoding: before, as: UTF8.self).split(separator: "\n")
    let added = change.text.split(separator: "\n").difference(from: lines)
    #expect(added.insertions.count == 1)
    #expect(added.removals.isEmpty)
    #expect(change.text.contains("\n    .triedByTests,\n  ]\n"))
  }

  @Test func typesAndListsThatStandInTheWay() throws {
    let path = "Sources/Detectors/DetectorCatalog.swift"
    #expect(
      throws: UsageError(
        "a detector in Swift is a part of Assay, and there is no \(path) in \(folder.path); go to the"
          + " folder of Assay's sources, or name it with --out")
    ) { try Skeleton.swift(DetectorName("tried-by-tests"), checkout: folder.path) }
    try folder.write("enum DetectorCatalog {}\n".utf8, to: path)
    #expect(
      throws: UsageError(
        "\(folder.path)/\(path) has no list \"static let kinds: [DetectorKind] = [\"")
    ) { try Skeleton.swift(DetectorName("tried-by-tests"), checkout: folder.path) }
    try folder.write(
      "import A\n\npublic struct TriedByTests {}\n".utf8, to: "Sources/Numerics/A/Drift.swift")
    #expect(
      throws: UsageError(
        "Sources/Numerics/A/Drift.swift has a type named TriedByTests already; choose another name"
          + " than tried-by-tests")
    ) { try Skeleton.swift(DetectorName("tried-by-tests"), checkout: folder.path) }
    // A part of a type's name is no type.
    #expect(
      throws: UsageError(
        "\(folder.path)/\(path) has no list \"static let kinds: [DetectorKind] = [\"")
    ) { try Skeleton.swift(DetectorName("tried-by"), checkout: folder.path) }
  }
}
