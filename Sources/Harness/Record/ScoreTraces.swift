import Alarms
import Archives
import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry

extension SuiteRun {
  /// Writes the scores of every cell into `scores/<data set>/<detector>/<seed>.csv` of the record's folder.
  ///
  /// Explanations need the fitted models, so a cell whose detector has any is fitted again for this.
  ///
  /// - Parameter runner: The run, whose outputs are stored.
  /// - Throws: ``FileError`` when a file cannot be written, and what a fit throws that did not fail
  ///   when the cell was run.
  public func writeScores(_ runner: Runner) throws {
    try writeFiles(of: runner, in: folder.scores, suffix: "csv") { cell, _, output in
      try ScoreTraceText(scoring: runner.plan.scoring(of: cell), output: output).bytes()
    }
  }

  /// Writes a file `<data set>/<detector>/<seed>` for every cell that has an output, several at once.
  ///
  /// - Parameters:
  ///   - runner: The run, whose outputs are stored.
  ///   - root: The folder of the data sets.
  ///   - suffix: How the files' names end.
  ///   - content: Makes a file's bytes; `nil` of a cell that has none.
  /// - Throws: ``FileError`` when a file cannot be written, and what `content` throws, with the cell's
  ///   name where a detector failed.
  func writeFiles(
    of runner: Runner, in root: String, suffix: String,
    content: @escaping @Sendable (Cell, PlannedDetector, CellOutput) throws -> [UInt8]?
  ) throws {
    let failures = runner.plan.cells.concurrentMap(width: jobs, alone: runner.plan.isExclusive) {
      cell -> (any Error)? in
      guard let output = runner.storedOutput(of: cell), output.status == .ok else { return nil }
      let planned = runner.plan.detectors[cell.experiment][cell.detector]
      let place = "\(root)/\(runner.plan.experiments[cell.experiment].id)/\(planned.id)"
      do {
        guard let bytes = try content(cell, planned, output) else { return nil }
        try AtomicFile.createFolder(place)
        try AtomicFile.write(bytes, to: "\(place)/\(cell.seed).\(suffix)")
        return nil
      } catch let error as DetectorError {
        let name = runner.plan.name(of: cell)
        return DetectorError("\(name): \(error)", cause: error.cause)
      } catch {
        return error
      }
    }
    if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
  }
}

/// The scores of one cell as delimited text, with what drove those of alarmed rows.
private struct ScoreTraceText {
  let scoring: CellScoring
  let output: CellOutput

  func bytes() throws -> [UInt8] {
    var text = DelimitedText(
      columns: "unit,time,phase,label,score,threshold,alarm,severity,reason,top_channels")
    let explanations = try explanations()
    let units = scoring.experiment.evaluatedUnits(output, scoring.alarm)
    for (position, unit) in units.enumerated() {
      for row in scoring.experiment.split.evaluation[position].rows {
        write(
          row, of: unit, output.thresholds[position], explanations[position]?[row], to: &text)
      }
    }
    return text.bytes
  }

  /// What drove the score of a row, in words and names.
  private struct RowExplanation {
    let reason: String?
    let channels: [String]
  }

  /// The explanations of the rows of every evaluated unit, by the unit's position and the row.
  private func explanations() throws -> [Int: [Int: RowExplanation]] {
    guard scoring.detector.explains else { return [:] }
    let scoring = try scoring.opened()
    defer { _ = scoring.detector.finish() }
    var found: [Int: [Int: RowExplanation]] = [:]
    for model in try scoring.models() {
      for position in model.evaluation {
        let slice = scoring.experiment.split.evaluation[position]
        try scoring.stream(slice.unit, upTo: slice.rows.upperBound, by: model) {
          (row, values, moment, scorer) throws(DetectorError) in
          let score = try scorer.score(values, at: moment)
          guard slice.rows.contains(row), score != nil,
            let explanation = try scorer.explanation(of: values, at: moment)
          else { return }
          found[position, default: [:]][row] = RowExplanation(
            reason: explanation.reason,
            channels: model.largestChannels(explanation).map {
              scoring.experiment.dataSet.channels[$0].id
            })
        }
      }
    }
    return found
  }

  private func write(
    _ row: Int, of unit: EvaluatedUnit, _ threshold: Threshold, _ explanation: RowExplanation?,
    to text: inout DelimitedText
  ) {
    let persistent = unit.persistentScores[row]
    let isAlarmed = persistent.map { $0 > threshold.value } ?? false
    text.add(unit.truth.id)
    text.add(unit.truth.times[row])
    text.add(unit.truth.phases.names[Int(unit.truth.phases.codes[row])])
    text.add("\(unit.truth.labels[row])")
    text.add(unit.scores[row])
    text.add(threshold.value)
    text.add(isAlarmed ? 1 : 0)
    text.add(persistent.map { Severity(of: $0, threshold: threshold).rawValue } ?? "")
    text.add(explanation?.reason ?? "")
    text.add(isAlarmed ? explanation?.channels.joined(separator: " ") ?? "" : "")
    text.endLine()
  }
}
