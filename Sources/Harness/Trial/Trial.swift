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
  /// What the detector's program wrote to standard error in the first cell that failed, or the first.
  public let standardError: String

  /// Whether the detector gave scores for every data set and seed, good or bad ones.
  public let ran: Bool

  /// Whether everything that could be looked at holds.
  public var passes: Bool { ran && checks.allSatisfy { $0.passed != false } }
}

extension SuiteRun {
  /// Tries the one detector of the suite; nothing is kept.
  ///
  /// - Parameter report: Told of progress.
  /// - Returns: What came of it, on all data sets of the suite.
  /// - Throws: What ``prepare()`` throws, and ``FileError`` where no temporary folder can be made.
  public func trial(report: @escaping @Sendable (Runner.Progress) -> Void) throws -> Trial {
    let plan = try prepare().plan
    let store = NSTemporaryDirectory() + "/assay-trial-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: store) }
    let runner = Runner(plan: plan, storeFolder: store, jobs: jobs, isForced: true)
    let result = try runner.run(report: report)
    var record = Record(result, of: plan, jobs: jobs, report: report)
    record.run = Record.run(suite, plan, selection: selection)
    let tried = plan.cells.indices.filter { index in
      !plan.detectors[plan.cells[index].experiment][plan.cells[index].detector].isControl
    }
    guard let detector = plan.detectors.first?.first?.detector else {
      preconditionFailure("a trial has a detector")
    }
    let conformance = Conformance(
      detector: detector,
      cells: tried.map { index in
        let output = result.outputs[index]
        return Conformance.TriedCell(
          name: plan.name(of: plan.cells[index]), output: output, timing: result.timings[index],
          violations: output.brokenRule == nil
            ? [] : plan.scoring(of: plan.cells[index]).audit(.inRun).violations)
      })
    return Trial(
      checks: conformance.checks, record: record,
      standardError: conformance.standardError, ran: conformance.hasScores)
  }
}

extension CellOutput {
  /// The rule of the audit that the cell's detector breaks, if that is how it ended.
  var brokenRule: AuditRule? { status == .ok ? nil : AuditRule(brokenBy: reason) }
}
