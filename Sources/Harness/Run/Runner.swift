public import Archives
import Detectors
import Foundation
import Metrics
import Numerics
import Preparation
import Synchronization
import Telemetry

/// Runs the cells of a plan and gathers their outputs.
public struct Runner: Sendable {
  public let plan: RunPlan
  /// The number of cells computed at once.
  public let jobs: Int
  /// Compute every cell, whatever is stored.
  public let isForced: Bool
  private let store: CellStore

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - plan: What to compute.
  ///   - storeFolder: Where the outputs of cells are kept.
  ///   - jobs: The number of cells computed at once.
  ///   - isForced: Compute every cell, whatever is stored.
  public init(plan: RunPlan, storeFolder: String, jobs: Int, isForced: Bool) {
    self.plan = plan
    self.jobs = jobs
    self.isForced = isForced
    store = CellStore(folder: storeFolder)
  }

  /// How far a run is.
  public enum Progress: Sendable {
    case scoring(done: Int, of: Int, cell: String)
    case timing(done: Int, of: Int, cell: String)
    case evaluating(done: Int, of: Int)
    case auditing(done: Int, of: Int, cell: String)
  }

  /// What a run made.
  public struct Result: Sendable {
    /// One output per cell of the plan.
    public let outputs: [CellOutput]
    /// The timing of the cells of each detector's first seed.
    public let timings: [CellTiming?]
    /// The number of cells whose output was stored before.
    public let reused: Int
  }

  /// Whether a cell's output is stored.
  public func isStored(_ cell: Cell) -> Bool { !isForced && store.contains(cell.key) }

  /// Computes every cell that is not stored, then times single rows with nothing else running.
  public func run(report: @escaping @Sendable (Progress) -> Void) throws(FileError) -> Result {
    try store.open()
    let total = plan.cells.count
    let done = Atomic(0)
    @Sendable func reported(_ cell: Cell) -> Work {
      let work = work(on: cell)
      let count = done.wrappingAdd(1, ordering: .relaxed).newValue
      report(.scoring(done: count, of: total, cell: plan.name(of: cell)))
      return work
    }
    // Those that share the machine come first, then one after another those that do not.
    let shared = plan.cells.concurrentMap(width: jobs) { isExclusive($0) ? nil : reported($0) }
    let worked = zip(plan.cells, shared).map { cell, work in work ?? reported(cell) }
    if let failure = worked.lazy.compactMap(\.failure).first { throw failure }
    let timings = try time(worked, report: report)
    return Result(
      outputs: worked.map(\.output), timings: timings, reused: worked.count { $0.isReused })
  }

  /// Removes the stored outputs of cells that the plan does not have.
  public func removeOtherCells() { store.keepOnly(Set(plan.cells.map(\.key))) }

  private func detector(of cell: Cell) -> PlannedDetector {
    plan.detectors[cell.experiment][cell.detector]
  }

  /// Whether the cell is computed with nothing beside it.
  private func isExclusive(_ cell: Cell) -> Bool {
    detector(of: cell).isExclusive && !isStored(cell)
  }

  private struct Work: Sendable {
    let output: CellOutput
    let isReused: Bool
    let failure: FileError?
  }

  /// The output of a cell as it is stored, or `nil` where there is none.
  func storedOutput(of cell: Cell) -> CellOutput? {
    let rows = plan.experiments[cell.experiment].split.evaluation.map(\.rows.upperBound)
    return store.output(cell.key, rows: rows)
  }

  private func work(on cell: Cell) -> Work {
    if !isForced, let stored = storedOutput(of: cell) {
      return Work(output: stored, isReused: true, failure: nil)
    }
    let output = plan.scoring(of: cell).run()
    // What keeps a program from its work may be gone the next time.
    if output.status != .ok, detector(of: cell).isOutside {
      return Work(output: output, isReused: false, failure: nil)
    }
    do throws(FileError) {
      try store.save(output, cell.key)
    } catch {
      return Work(output: output, isReused: false, failure: error)
    }
    return Work(output: output, isReused: false, failure: nil)
  }

  /// Latency is measured for the first seed of each detector.
  ///
  /// Scores that are only replayed take no time that would say anything.
  private func needsTiming(_ cell: Cell) -> Bool {
    detector(of: cell).seeds.first == cell.seed && !detector(of: cell).detector.replays
  }

  private func time(
    _ worked: [Work], report: (Progress) -> Void
  ) throws(FileError) -> [CellTiming?] {
    var timings: [CellTiming?] = []
    for (index, cell) in plan.cells.enumerated() {
      guard needsTiming(cell), worked[index].output.status == .ok else {
        timings.append(nil)
        continue
      }
      if worked[index].isReused, let stored = store.timing(cell.key) {
        timings.append(stored)
        continue
      }
      report(.timing(done: index + 1, of: plan.cells.count, cell: plan.name(of: cell)))
      guard let timing = timing(of: cell) else {
        timings.append(nil)
        continue
      }
      try store.save(timing, cell.key)
      timings.append(timing)
    }
    return timings
  }

  /// Fits the models of a cell again, now that nothing else runs, and times their single rows.
  private func timing(of cell: Cell) -> CellTiming? {
    guard let scoring = try? plan.scoring(of: cell).opened(), let models = try? scoring.models(),
      let latency = try? Latency.measure(scoring, models)
    else { return nil }
    let remains = scoring.detector.finish()
    return CellTiming(
      fitSeconds: models.map(\.seconds).reduce(0, +), latency: latency,
      peakMemory: remains?.peakMemory)
  }
}
