import Detectors
import Numerics
import Synchronization

/// The thorough audit of every detector of a plan; it computes no metric and writes nothing.
public struct SuiteAudit: Sendable {
  private let plan: RunPlan

  public init(_ plan: RunPlan) {
    self.plan = plan
  }

  /// The verdict on a detector on a data set.
  public struct Row: Sendable, Equatable {
    public let dataset: String
    public let detector: String
    public let isControl: Bool
    public let seed: UInt64
    public let verdict: AuditVerdict
  }

  /// Audits every deterministic detector once and every stochastic one with its first two seeds.
  ///
  /// - Parameters:
  ///   - jobs: The number of cells audited at once.
  ///   - report: Told after each cell.
  /// - Returns: One row per audited cell, in the order of the plan.
  public func rows(
    jobs: Int, report: @escaping @Sendable (Runner.Progress) -> Void
  ) -> [Row] {
    let cells = plan.cells.filter { cell in
      plan.detectors[cell.experiment][cell.detector].computedSeeds.prefix(2).contains(cell.seed)
    }
    let done = Atomic(0)
    return cells.concurrentMap(width: jobs, alone: plan.isExclusive) { cell in
      let detector = plan.detectors[cell.experiment][cell.detector]
      let verdict = plan.scoring(of: cell).audit(.thorough)
      let count = done.wrappingAdd(1, ordering: .relaxed).newValue
      report(.auditing(done: count, of: cells.count, cell: plan.name(of: cell)))
      return Row(
        dataset: plan.experiments[cell.experiment].id, detector: detector.id,
        isControl: detector.isControl, seed: cell.seed, verdict: verdict)
    }
  }
}
