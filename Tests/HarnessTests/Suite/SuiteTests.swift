import Alarms
import Foundation
import JSON
import Preparation
import Telemetry
import Testing

@testable import Harness

struct SuiteTests {
  @Test func everyKeyOfTheFullSuiteArrives() throws {
    let suite = try Known.suite(full)
    let dataset = try #require(suite.datasets.first)
    #expect(dataset.source == .cmapss(subset: "FD002"))
    #expect(dataset.split == .units(fraction: 0.5))
    #expect(dataset.labels.map(\.name) == ["cmapss/last-30", "cmapss/last-15"])
    #expect(dataset.labels.last?.thresholds?.failingWithin == 15)
    #expect(dataset.scaling == .standard)
    #expect(dataset.scope == .regime)
    #expect(dataset.regime == .set1)
    let mine = try #require(suite.detectors.last)
    #expect(mine.alarm.threshold == .fixed(0.5))
    #expect(mine.alarm.persistence == .init(k: 2, n: 5))
    #expect(mine.seeds == [7])
    #expect(mine.datasets == ["FD002"])
    #expect(suite.detectors[0].alarm == AlarmRule())
    #expect(suite.detectors[0].parameters.json == ["trees": 100])
    let tolerances = suite.gate.tolerances
    #expect(tolerances.tolerance(detector: "mine", metric: "average-precision").absolute == 0.01)
    #expect(tolerances.tolerance(detector: "mine", metric: "lead.median").relative == 0.05)
    #expect(tolerances.tolerance(detector: "iforest", metric: "lead.median") == .exact)
  }

  @Test func theSmallestSuiteIsResolvedInFull() throws {
    let suite = try Known.suite(smallest)
    #expect(
      suite.resolved.compact == """
        {"name":"small","version":1,"seeds":[1,2,3,4,5],"datasets":[{"id":"pumps",\
        "source":"simulator","days":14,"pumps":12,"seed":1,"split":{"kind":"chronological",\
        "fraction":0.5,"gap":0},"fit":"pooled","labels":[{"name":"simulator/exact",\
        "version":1}],"phases":"recorded","regime":"none","scaling":{"kind":"standard","per":"global"},\
        "missing":"refuse","channels":null}],"alarm":{"threshold":{"budget":10},\
        "persistence":{"k":3,"n":5},"calibrate":"cross","folds":5,"required_lead":0},\
        "limits":{"start":"1min","fit":"10min","score":"10min","memory":"2GB"},\
        "detectors":[{"id":"z","kind":"max-z","parameters":{},"alarm":{"threshold":{"budget":10},\
        "persistence":{"k":3,"n":5},"calibrate":"cross","folds":5,"required_lead":0},\
        "seeds":[1,2,3,4,5],"datasets":["pumps"]}],"gate":{"metrics":["average-precision",\
        "false-positive-rate","detection-rate","lead.median","lead.median.at-budget"],\
        "scopes":["all","phase"],"seeds":"mean","tolerance":{"default":"exact"}}}
        """)
  }

  @Test func layoutAndFileMakeNoDifference() throws {
    let other = smallest.replacing(
      "{ id: z, kind: max-z }", with: "\n      kind: 'max-z'\n      id: \"z\"")
    #expect(try Known.suite(smallest) == Known.suite(other, file: "other.yaml"))
    #expect(try Known.suite(smallest) != Known.suite(smallest + "\nseeds: [1]"))
  }

  @Test(arguments: [
    ("split: official", SplitRule.official),
    ("split: units", .units(fraction: 0.5)),
    ("split: { kind: units, fraction: 25e-2 }", .units(fraction: 0.25)),
    ("split: chronological", .chronological(fit: .fraction(0.5), gap: 0)),
    (
      "split: { kind: chronological, fit_rows: [50, 250], gap: 3 }",
      .chronological(fit: .window(50..<250), gap: 3)
    ),
  ])
  func splits(line: String, split: SplitRule) throws {
    let suite = try Known.suite(
      smallest.replacing("source: simulator", with: "source: cmapss, subset: FD001, \(line)"))
    #expect(suite.datasets[0].split == split)
  }

  @Test func labelsByNumbersAreNamedAfterThem() throws {
    let suite = try Known.suite(
      smallest.replacing(
        "source: simulator",
        with: "source: cmapss, subset: FD001, labels: { failing_within: 30, healthy_beyond: 30.5 }")
    )
    #expect(suite.datasets[0].labels.map(\.name) == ["30-30.5-125"])
    #expect(suite.datasets[0].labels[0].version == nil)
    #expect(
      suite.resolved["datasets"]?.elements?[0]["labels"]?.compact
        == #"[{"name":"30-30.5-125","failing_within":30,"healthy_beyond":30.5,"fit_beyond":125}]"#)
  }

  @Test func namedLabelSetsHaveVersions() throws {
    let suite = try Known.suite(
      smallest.replacing(
        "source: simulator",
        with: "source: simulator, labels: [simulator/exact, simulator/all-faults]"))
    #expect(
      suite.datasets[0].labels.map(\.name)
        == LabelSet.all(ofSource: "simulator").map(\.name))
    #expect(
      suite.datasets[0].labels.map(\.criterion) == [
        .faults([.machine]), .faults([.machine, .sensor]),
      ])
    #expect(
      suite.resolved["datasets"]?.elements?[0]["labels"]?.compact
        == #"[{"name":"simulator/exact","version":1},{"name":"simulator/all-faults","version":1}]"#)
    #expect(
      LabelSet.all(ofSource: "cmapss").map(\.definition) == [
        "failing at a remaining life of at most 30, healthy above 125, fitted on above 125",
        "failing at a remaining life of at most 15, healthy above 125, fitted on above 125",
      ])
    #expect(LabelSet.all(ofSource: "cmapss").map(\.version) == [1, 1])
    #expect(LabelSet.all(ofSource: "nowhere").isEmpty)
  }

  @Test func detectorParametersAreReadStrictly() throws {
    let suite = try Known.suite(
      smallest.replacing("kind: max-z", with: "kind: max-z, window: 30, rate: 2, tres: 3"))
    var reader = suite.detectors[0].parameters.reader()
    #expect(try reader.integer("window", default: 1, in: 1...100) == 30)
    #expect(try reader.bool("root", default: true))
    #expect(try reader.text("bias", default: "flat") == "flat")
    #expect(throws: SuiteError.self) { try reader.number("rate", default: 0.5, in: .between(0, 1)) }
    #expect(try reader.integer("trees", default: 100) == 100)
    let error = #expect(throws: SuiteError.self) { try reader.finish() }
    #expect(
      error?.description
        == "s.yaml:6:48: detectors[0].tres: unknown key; did you mean \"trees\"?")
  }

  @Test func aMissingFileIsNamed() {
    let error = #expect(throws: SuiteError.self) {
      try Suite.load(file: "nowhere/xyzzy.yaml", knownMetrics: [], knownKinds: [])
    }
    #expect(error?.description == "nowhere/xyzzy.yaml: there is no such file")
    let folder = #expect(throws: SuiteError.self) {
      try Suite.load(file: "/tmp", knownMetrics: [], knownKinds: [])
    }
    #expect(folder?.description == "/tmp: this is a folder, not a suite file")
  }

  @Test(arguments: ["gat", "gate", "suites/gaet.yaml"])
  func aMissingFileIsSuggestedFromTheFolderOfSuites(file: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/suites-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["smoke.yaml", "gate.yaml", "gat.txt"] {
      #expect(FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil))
    }
    #expect(Suite.question(for: file, in: folder) == "; did you mean \"\(folder)/gate.yaml\"?")
  }
}
