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
    try writeFiles(of: runner, in: folder.models, suffix: "model") { cell, planned, _ in
      if planned.isControl || planned.isOutside { return nil }
      return try runner.plan.scoring(of: cell).savedModels(
        SavedModels.Head(
          kind: planned.kind, version: planned.detector.version,
          dataset: runner.plan.experiments[cell.experiment].id, detector: planned.id,
          seed: cell.seed)
      ).bytes()
    }
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
