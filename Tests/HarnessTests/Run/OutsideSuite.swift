import Detectors
import Telemetry
import TestSupport

@testable import Harness

/// A folder with programs and a suite of them, over two made units of twenty rows.
struct OutsideSuite {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// Writes a program in Perl, which does what is said otherwise.
  func write(_ name: String, _ script: String = "") throws {
    try folder.write(PerlProgram.text(script).utf8, to: name)
  }

  /// Writes programs, each by its id, its script and further keys of its detector, and returns the
  /// entries of the suite.
  func entries(_ programs: [(id: String, script: String, keys: String)]) throws -> [String] {
    try programs.map { program in
      try write("\(program.id).pl", program.script)
      return "{ id: \(program.id), kind: external, command: [perl, \(program.id).pl]"
        + "\(program.keys.isEmpty ? "" : ", ")\(program.keys) }"
    }
  }

  /// Plans the suite with these detectors.
  func plan(_ detectors: [String], seeds: String = "1") throws -> RunPlan {
    let suite = try Known.suite(
      """
      name: outside
      version: 1
      seeds: [\(seeds)]
      datasets: [{ id: pumps, source: simulator }]
      alarm: { threshold: { quantile: 1 }, persistence: { k: 1, n: 1 }, calibrate: training }
      detectors: [\(detectors.joined(separator: ", "))]
      """, file: folder.file("s.yaml"))
    let data = Made.dataSet(failing: [1: 15..<18, 2: 12..<20])
    return try RunPlan(
      suite, selection: .everything, data: suite.datasets.map { ($0, data) }, program: "p", jobs: 2)
  }

  /// Runs a plan with a store in the folder.
  func run(_ plan: RunPlan, jobs: Int = 2, isForced: Bool = false) throws -> Outcome {
    let runner = Runner(
      plan: plan, storeFolder: folder.file("cells"), jobs: jobs, isForced: isForced)
    return Outcome(plan: plan, result: try runner.run { _ in })
  }

  func run(_ detectors: [String], jobs: Int = 2, isForced: Bool = false) throws -> Outcome {
    try run(try plan(detectors), jobs: jobs, isForced: isForced)
  }

  /// What came of a run.
  struct Outcome {
    let plan: RunPlan
    let result: Runner.Result

    /// The output of the first cell of a detector.
    subscript(id: String) -> CellOutput? {
      zip(plan.cells, result.outputs).first { cell, _ in
        plan.detectors[cell.experiment][cell.detector].id == id
      }?.1
    }

    /// The status of a detector's first cell and its reason.
    func verdict(_ id: String) -> String {
      self[id].map { $0.status == .ok ? "ok" : "\($0.status.rawValue): \($0.reason)" } ?? "none"
    }

    var record: Record { Record(result, of: plan, jobs: 2) { _ in } }
  }
}
