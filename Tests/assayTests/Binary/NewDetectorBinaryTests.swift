import TestSupport
import Testing

/// `assay new detector` as it is built, run as a process.
struct NewDetectorBinaryTests {
  @Test func aPythonDetectorInThisFolder() throws {
    let tiny = try TinySuite()
    let run = try tiny.assay("new detector tried-by-tests --language python")
    #expect(run.exitCode == 0)
    #expect(run.standardError == "")
    #expect(
      run.standardOutput == """
        Written: tried_by_tests.py, test_tried_by_tests.py, tried-by-tests.yaml
        Next:
          python3 test_tried_by_tests.py                  # its test, without Assay
          assay try --python tried_by_tests:TriedByTests  # the rules for detectors, and its row
          assay run tried-by-tests.yaml                   # beside other detectors

        """)
    let again = try tiny.assay("new detector tried-by-tests --language python")
    #expect(again.exitCode == 2)
    #expect(again.standardOutput == "")
    #expect(
      again.standardError
        == "assay: ./tried_by_tests.py: the file is there already; choose another name or folder\n")
  }

  @Test func aCDetectorInAnotherFolder() throws {
    let tiny = try TinySuite()
    let run = try tiny.assay("new detector tried-by-tests --language c --out a/b")
    #expect(run.exitCode == 0)
    #expect(
      run.standardOutput == """
        Written in a/b: tried-by-tests.c, test-tried-by-tests.sh, tried-by-tests.yaml
        Next in a/b:
          cc -std=c11 -O2 -Wall -Wextra -o tried-by-tests tried-by-tests.c  # the program
          sh test-tried-by-tests.sh                                         # the rules for detectors, and its row
          assay run tried-by-tests.yaml                                     # beside other detectors

        """)
    #expect(
      try TemporaryDirectory.contents(of: tiny.folder.file("a/b")) == [
        "test-tried-by-tests.sh", "tried-by-tests.c", "tried-by-tests.yaml",
      ])
    #expect(
      try tiny.assay("new detector tried-by-tests --language c --out quiet -q").standardOutput == ""
    )
  }

  @Test func aSwiftDetectorInACheckout() throws {
    let tiny = try TinySuite()
    let catalog = "Sources/Detectors/DetectorCatalog.swift"
    try tiny.folder.write("  static let kinds: [DetectorKind] = [\n  ]\n".utf8, to: catalog)
    let run = try tiny.assay("new detector tried-by-tests --language swift")
    #expect(run.exitCode == 0)
    #expect(
      run.standardOutput.hasPrefix(
        "Written: Sources/Detectors/TriedByTests.swift, Tests/DetectorsTests/TriedByTestsTests.swift,"
          + " suites/tried-by-tests.yaml, and a line in \(catalog)\nNext:\n  make build && "))
    #expect(
      try tiny.folder.text(of: catalog)
        == "  static let kinds: [DetectorKind] = [\n    .triedByTests,\n  ]\n")
  }

  /// The suites that are written are suites; those of external kinds are read once these are there.
  @Test func theSuiteOfASwiftDetectorIsRead() throws {
    let tiny = try TinySuite()
    try tiny.folder.write(
      "  static let kinds: [DetectorKind] = [\n  ]\n".utf8,
      to: "Sources/Detectors/DetectorCatalog.swift")
    #expect(try tiny.assay("new detector tried-by-tests --language swift").exitCode == 0)
    try tiny.replace("kind: tried-by-tests", with: "kind: max-z", in: "suites/tried-by-tests.yaml")
    let plan = try tiny.assay("run suites/tried-by-tests.yaml --plan")
    #expect(plan.exitCode == 0)
    #expect(plan.standardOutput.hasPrefix("compute  pumps tried-by-tests\ncompute  pumps max-z\n"))
  }

  @Test(arguments: [
    ("new detector x", "new detector needs --language WORD: swift, python or c"),
    (
      "new detector x --language pyhton",
      "--language takes one of swift, python, c, not \"pyhton\"; did you mean \"python\"?"
    ),
    (
      "new detector max-z --language c",
      "there is a kind of detector named max-z already; choose another name"
    ),
    (
      "new detector x --language swift",
      "a detector in Swift is a part of Assay, and there is no"
        + " Sources/Detectors/DetectorCatalog.swift in .; go to the folder of Assay's sources, or"
        + " name it with --out"
    ),
    ("new detector x --language c --out tiny.yaml", "tiny.yaml: Not a directory"),
    ("new detector", "new detector needs NAME: assay new detector NAME [options]"),
    ("new", "\"new\" is the beginning of a command: new detector"),
  ])
  func usage(line: String, message: String) throws {
    let tiny = try TinySuite()
    let run = try tiny.assay(line)
    #expect(run.exitCode == 2)
    #expect(run.standardOutput == "")
    #expect(run.standardError == "assay: \(message)\n")
    #expect(try tiny.folder.contents() == ["tiny.yaml"])
  }
}
