import Archives
import Detectors
import External
import Foundation

/// One detector put to the test: what it was held to, and the record in which it stands beside the
/// controls.
public struct Trial: Sendable {
  /// Something that the detector was held to.
  public struct Check: Sendable, Equatable {
    public let name: String
    /// Whether it holds; `nil` where it could not be looked at.
    public let passed: Bool?
    /// What was found, in a few words or one sentence.
    public let finding: String
  }

  public let checks: [Check]
  public let record: Record
  /// What the detector's program wrote to standard error.
  public let standardError: String

  /// Whether the detector ran at all; if so, whether it also holds to the rules of the audit.
  public var outcome: (ran: Bool, passes: Bool) {
    let status = record.cells.first?.status
    let broken: [CellStatus] = [.nonCausal, .nonDeterministic]
    return (
      status.map { $0 == .ok || broken.contains($0) } ?? false,
      checks.allSatisfy { $0.passed != false }
    )
  }
}

extension SuiteRun {
  /// Tries the one detector of the suite; nothing is kept.
  ///
  /// - Parameter report: Told of progress.
  /// - Returns: What came of it, on the suite's first data set for the detector.
  /// - Throws: What ``prepare()`` throws, and ``FileError`` where no temporary folder can be made.
  public func trial(report: @escaping @Sendable (Runner.Progress) -> Void) throws -> Trial {
    let plan = try prepare().plan
    let store = NSTemporaryDirectory() + "/assay-trial-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: store) }
    let runner = Runner(plan: plan, storeFolder: store, jobs: jobs, isForced: true)
    let result = try runner.run(report: report)
    var record = RecordAssembly(plan: plan, result: result).record(jobs: jobs, report: report)
    record.run = Record.run(suite, plan, selection: selection)
    guard let planned = plan.detectors.first?.first, let cell = plan.cells.first,
      let output = result.outputs.first
    else { preconditionFailure("a trial has a detector and data") }
    let conformance = Conformance(
      detector: planned.detector, output: output, timing: result.timings.first ?? nil,
      broken: output.breaksARule ? plan.scoring(of: cell).audit(.inRun).violations : [])
    return Trial(
      checks: conformance.checks, record: record, standardError: output.standardError)
  }
}

extension CellOutput {
  /// Whether the cell ended because its detector breaks a rule of the audit.
  var breaksARule: Bool { AuditRule(brokenBy: reason) != nil }
}
