public import Archives
import Detectors
import External
import Foundation
import JSON
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
    let worked = plan.cells.concurrentMap(width: jobs, alone: isExclusive) { cell -> Work in
      let work = work(on: cell)
      let count = done.wrappingAdd(1, ordering: .relaxed).newValue
      report(.scoring(done: count, of: total, cell: plan.name(of: cell)))
      return work
    }
    if let failure = worked.lazy.compactMap(\.failure).first { throw failure }
    let timed = try time(worked.map(\.output), worked.map(\.isReused), report: report)
    return Result(
      outputs: timed.map(\.output), timings: timed.map(\.timing),
      reused: worked.count { $0.isReused })
  }

  /// Removes the stored outputs of cells that the plan does not have.
  public func removeOtherCells() { store.keepOnly(Set(plan.cells.map(\.key))) }

  private func detector(of cell: Cell) -> PlannedDetector {
    plan.detectors[cell.experiment][cell.detector]
  }

  /// Whether the cell is computed with nothing beside it.
  private func isExclusive(_ cell: Cell) -> Bool {
    plan.isExclusive(cell) && !isStored(cell)
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
    let output = unchanged(cell, plan.scoring(of: cell).run())
    do throws(FileError) {
      try keep(output, of: cell)
    } catch {
      return Work(output: output, isReused: false, failure: error)
    }
    return Work(output: output, isReused: false, failure: nil)
  }

  /// The output, unless the program's files are others than when the run began.
  private func unchanged(_ cell: Cell, _ output: CellOutput) -> CellOutput {
    guard let program = detector(of: cell).detector as? ProgramDetector, output.status == .ok,
      program.start.command.files != detector(of: cell).evidence["files"]
    else { return output }
    return CellOutput(failed: .refused, reason: "the program's files changed during the run")
  }

  /// Stores an output; but what keeps a program from its work may be gone the next time.
  private func keep(_ output: CellOutput, of cell: Cell) throws(FileError) {
    if output.status != .ok, detector(of: cell).isOutside {
      store.remove(cell.key)
    } else {
      try store.save(output, cell.key)
    }
  }

  /// Latency is measured for the first seed of each detector.
  ///
  /// Scores that are only replayed take no time that would say anything.
  private func needsTiming(_ cell: Cell) -> Bool {
    detector(of: cell).seeds.first == cell.seed && !detector(of: cell).detector.replays
  }

  private typealias Timed = (output: CellOutput, timing: CellTiming?)

  /// Times the cells that need it; one whose program fails at it has failed.
  private func time(
    _ outputs: [CellOutput], _ isReused: [Bool], report: (Progress) -> Void
  ) throws(FileError) -> [Timed] {
    var timed: [Timed] = []
    for (index, cell) in plan.cells.enumerated() {
      guard needsTiming(cell), outputs[index].status == .ok else {
        timed.append((outputs[index], nil))
        continue
      }
      if isReused[index], let stored = store.timing(cell.key) {
        timed.append((outputs[index], stored))
        continue
      }
      report(.timing(done: index + 1, of: plan.cells.count, cell: plan.name(of: cell)))
      switch timing(of: cell) {
      case .success(let timing):
        try store.save(timing, cell.key)
        timed.append((outputs[index], timing))
      case .failure(let error):
        let failed = CellOutput(
          failed: CellStatus(error.cause), reason: error.description,
          standardError: error.standardError)
        try keep(failed, of: cell)
        timed.append((failed, nil))
      }
    }
    return timed
  }

  /// Fits the models of a cell again, now that nothing else runs, and times their single rows.
  private func timing(of cell: Cell) -> Swift.Result<CellTiming, DetectorError> {
    do throws(DetectorError) {
      let scoring = try plan.scoring(of: cell).opened()
      let measured = Swift.Result { () throws(DetectorError) in
        try scoring.measuredLatency()
      }
      let remains = scoring.detector.finish()
      do throws(DetectorError) {
        let (seconds, latency) = try measured.get()
        return .success(
          CellTiming(fitSeconds: seconds, latency: latency, peakMemory: remains?.peakMemory))
      } catch {
        throw DetectorError(
          error.description, cause: error.cause, standardError: remains?.log ?? "")
      }
    } catch {
      return .failure(error)
    }
  }
}

extension CellScoring {
  /// The seconds of the fits of the models that evaluate, and the latency of their rows.
  fileprivate func measuredLatency() throws(DetectorError) -> (seconds: Double, latency: Latency) {
    let models: [Fitted]
    do {
      models = try self.models()
    } catch let error as DetectorError {
      throw error
    } catch {
      throw DetectorError("\(error)")
    }
    return (models.map(\.seconds).reduce(0, +), try Latency.measure(self, models))
  }
}
