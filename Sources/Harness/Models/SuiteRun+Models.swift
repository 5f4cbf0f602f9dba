import Preparation
import Archives
import Detectors
import Numerics
import Telemetry

extension SuiteRun {
  /// Writes the models of every cell into `models/<data set>/<detector>/<seed>.model` of the
  /// record's folder.
  ///
  /// Stored outputs hold no models, so every cell is fitted once more, to the same bits. Controls
  /// have nothing to keep, and a program's models are its own.
  ///
  /// - Parameter runner: The run, whose outputs are stored.
  /// - Throws: ``FileError`` when a file cannot be written, and what a fit throws that did not fail
  ///   when the cell was run.
  public func writeModels(_ runner: Runner) throws {
    let failures = runner.plan.cells.concurrentMap(width: jobs, alone: runner.plan.isExclusive) {
      cell -> (any Error)? in
      let planned = runner.plan.detectors[cell.experiment][cell.detector]
      guard !planned.isControl, !planned.isOutside,
        runner.storedOutput(of: cell)?.status == .ok
      else { return nil }
      let dataset = runner.plan.experiments[cell.experiment].id
      do {
        let models = try runner.plan.scoring(of: cell).savedModels(
          SavedModels.Head(
            kind: planned.kind, version: planned.detector.version, dataset: dataset,
            detector: planned.id, seed: cell.seed))
        let place = "\(folder.models)/\(dataset)/\(planned.id)"
        try AtomicFile.createFolder(place)
        try AtomicFile.write(try models.bytes(), to: "\(place)/\(cell.seed).model")
        return nil
      } catch {
        return error
      }
    }
    if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
  }
}

extension CellScoring {
  /// The models that evaluate, fitted once more.
  ///
  /// - Parameter head: What their file says of them.
  /// - Returns: One model, or one for every unit that has its own.
  /// - Throws: What a fit throws.
  func savedModels(_ head: SavedModels.Head) throws -> SavedModels {
    let units = experiment.groups.map { group in
      experiment.fitsPerUnit
        ? group.training.first.map { experiment.split.training[$0].unit.id } : nil
    }
    return SavedModels(
      head,
      models: try zip(units, models()).map { unit, fitted in
        guard let model = fitted.model as? any FittedModel & Codable else {
          throw DetectorError("the models of \(head.kind) cannot be saved")
        }
        return SavedModels.Model(
          unit: unit, channels: fitted.preparation.channels.map(\.id), fitted: model)
      })
  }
}
