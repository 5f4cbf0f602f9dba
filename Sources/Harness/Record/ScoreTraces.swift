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
  /// Explanations need the fitted models, so every cell is fitted again for this.
  public func writeScores(_ runner: Runner) throws {
    let scores = folder.scores
    let failures = runner.plan.cells.concurrentMap(width: jobs) { cell -> (any Error)? in
      let planned = runner.plan.detectors[cell.experiment][cell.detector]
      let dataset = runner.plan.experiments[cell.experiment].id
      let scoring = runner.plan.scoring(of: cell)
      let output = scoring.run()
      guard output.status == .ok else { return nil }
      do {
        let text = ScoreTraceText(scoring: scoring, output: output, fitted: try scoring.models())
        let place = "\(scores)/\(dataset)/\(planned.id)"
        try AtomicFile.createFolder(place)
        try AtomicFile.write(text.bytes, to: "\(place)/\(cell.seed).csv")
        return nil
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
  let fitted: [CellScoring.Fitted]

  var bytes: [UInt8] {
    var text = DelimitedText(
      columns: "unit,time,phase,label,score,threshold,alarm,severity,reason,top_channels")
    let units = scoring.experiment.evaluatedUnits(output, scoring.alarm)
    for model in fitted {
      for position in model.evaluation {
        write(units[position], output.thresholds[position], model, position, to: &text)
      }
    }
    return text.bytes
  }

  private func write(
    _ unit: EvaluatedUnit, _ threshold: Threshold, _ model: CellScoring.Fitted, _ position: Int,
    to text: inout DelimitedText
  ) {
    let slice = scoring.experiment.split.evaluation[position]
    scoring.stream(slice.unit, upTo: slice.rows.upperBound, by: model) {
      row, values, moment, scorer in
      let score = scorer.score(values, at: moment)
      guard slice.rows.contains(row) else { return }
      let explanation = score == nil ? nil : scorer.explanation(of: values, at: moment)
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
      text.add(isAlarmed ? topChannels(explanation, model) : "")
      text.endLine()
    }
  }

  private func topChannels(_ explanation: Explanation?, _ model: CellScoring.Fitted) -> String {
    (explanation?.largestContributions(CellScoring.namedChannels) ?? [])
      .map { model.preparation.channels[$0].id }.joined(separator: " ")
  }
}
