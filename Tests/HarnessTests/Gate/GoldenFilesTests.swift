import JSON
import TestSupport
import Testing

@testable import Harness

/// Golden values on disk: what is written is what is read, and damage is named by file and line.
struct GoldenFilesTests {
  private static let golden = Golden.sample(
    [
      .sample("a", "roc-auc", 0.1 + 0.2), .sample("a", "detected", 3, Tolerance(absolute: 1)),
      .sample("b", "roc-auc", -0.0, Tolerance(absolute: 1e-300, relative: 0.05)),
    ],
    units: [
      .sample("a", "1, \"north\"", "lead", .leastNonzeroMagnitude), .sample("b", "2", "lead", -1.5),
    ],
    blesses: [["version": 1, "reason": "first"]])

  @Test func roundTrip() throws {
    let folder = try TemporaryDirectory()
    try Self.golden.write(folder: folder.file("g/small"))
    #expect(try Golden(folder: folder.file("g/small")) == Self.golden)
  }

  @Test func filesOfDetectorsThatAreGoneAreRemoved() throws {
    let folder = try TemporaryDirectory()
    try Self.golden.write(folder: folder.path)
    let fewer = Golden.sample([.sample("b", "roc-auc", 1)])
    try fewer.write(folder: folder.path)
    #expect(try folder.contents() == ["b.csv", "run.json", "units"])
    #expect(try Golden(folder: folder.path) == fewer)
  }

  /// A file, a text in it, what stands there instead, and the message behind the folder's path.
  struct Damage: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    let message: String

    init(_ file: String, _ old: String, _ new: String, _ message: String) {
      self.file = file
      self.old = old
      self.new = new
      self.message = message
    }

    var testDescription: String { message }
  }

  private static let header = "dataset,detector,seed,scope,metric,value,absolute,relative"
  private static let row = "pumps,a,mean,all,detected,3,1,0"

  @Test(arguments: [
    Damage(
      "a.csv", header, "dataset,detector,seed,scope,metric,value,relative,absolute",
      "/a.csv:1: the columns are not \(header)"),
    Damage("a.csv", ",3,1,0", ",nan,1,0", "/a.csv:3: \"nan\" is not a finite number"),
    Damage("a.csv", ",3,1,0", ",inf,1,0", "/a.csv:3: \"inf\" is not a finite number"),
    Damage("a.csv", ",3,1,0", ",,1,0", "/a.csv:3: \"\" is not a finite number"),
    Damage("a.csv", ",3,1,0", ",3,x,0", "/a.csv:3: \"x\" is not a finite number"),
    Damage("a.csv", ",3,1,0", ",3,-1,0", "/a.csv:3: a tolerance is not negative"),
    Damage("a.csv", row, "\(row)\n\(row)", "/a.csv:4: this row stands here twice"),
    Damage(
      "a.csv", row, "pumps,b,mean,all,detected,3,1,0", "/a.csv:3: detector b has no place here"),
    Damage("a.csv", row, "pumps,a,mean,all,detected,3,1", "/a.csv:3: 7 fields where 8 belong"),
    Damage("a.csv", row, row + ",0", "/a.csv:3: 9 fields where 8 belong"),
    Damage(
      "a.csv", row, "pumps,a,mean,all,\"detected\"x,3,1,0",
      "/a.csv:3: a quotation mark does not enclose a whole field"),
    Damage("units/b.csv", "-1.5", "-1.5?", "/units/b.csv:2: \"-1.5?\" is not a finite number"),
    Damage(
      "units/b.csv", "dataset,detector", "dataset,name",
      "/units/b.csv:1: the columns are not dataset,detector,seed,unit,metric,value"),
    Damage(
      "run.json", "\"format\": 1", "\"format\": 2",
      "/run.json: format 2 is newer than this program's (1)"),
    Damage("run.json", "\"format\"", "\"form\"", "/run.json: it does not say its format"),
  ])
  func damage(damage: Damage) throws {
    let folder = try TemporaryDirectory()
    try Self.golden.write(folder: folder.path)
    let text = try folder.text(of: damage.file)
    let changed = text.replacing(damage.old, with: damage.new)
    try #require(changed != text)
    try folder.write(changed.utf8, to: damage.file)
    let error = #expect(throws: GoldenError.self) { try Golden(folder: folder.path) }
    #expect(error?.description == folder.path + damage.message)
  }

  @Test(arguments: [
    ("run.json", "there is no golden of this suite; assay bless SUITE --reason TEXT makes one"),
    ("units/a.csv", "there is no such file"),
  ])
  func missingFile(name: String, reason: String) throws {
    let folder = try TemporaryDirectory()
    try Self.golden.write(folder: folder.path)
    try folder.remove(name)
    let error = #expect(throws: GoldenError.self) { try Golden(folder: folder.path) }
    #expect(error?.description == "\(folder.path)/\(name): \(reason)")
  }

  @Test func emptyFile() throws {
    let folder = try TemporaryDirectory()
    try Self.golden.write(folder: folder.path)
    try folder.write([], to: "a.csv")
    let error = #expect(throws: GoldenError.self) { try Golden(folder: folder.path) }
    #expect(error?.description == "\(folder.path)/a.csv: the table is empty")
  }

  @Test func missingFolder() {
    let error = #expect(throws: GoldenError.self) { try Golden(folder: "nowhere/small") }
    #expect(
      error?.description
        == "nowhere/small/run.json: there is no golden of this suite; assay bless SUITE --reason"
        + " TEXT makes one")
  }
}
