import Detectors
import Numerics
import Preparation
import Telemetry

extension CellScoring {
  /// Audits models that have just scored.
  ///
  /// - Parameters:
  ///   - models: The models that evaluate.
  ///   - effort: How much to look at.
  ///   - whole: The scores of a whole evaluated unit, by its position in the split.
  /// - Returns: The verdict.
  /// - Throws: What a fit throws, which did not fail before.
  func audit(
    _ models: [Fitted], _ effort: AuditEffort, whole: (_ position: Int) throws -> ScoreTrace
  ) throws -> AuditVerdict {
    let reordered = CellScoring(
      experiment: try experiment.loadedInReverse(), detector: detector, alarm: alarm,
      randomness: randomness)
    return try CellAudit(scoring: self, reordered: reordered, effort: effort).verdict(
      models, whole: whole)
  }

  /// Fits the models and audits them.
  ///
  /// - Parameter effort: How much to look at.
  /// - Returns: The verdict; ``AuditVerdict/refused(_:)`` where no model can be fitted.
  func audit(_ effort: AuditEffort) -> AuditVerdict {
    do {
      let opened = try opened()
      defer { _ = opened.detector.finish() }
      let models = try opened.models()
      return try opened.audit(models, effort) { position in
        guard let model = models.first(where: { $0.evaluation.contains(position) }) else {
          preconditionFailure("every evaluated unit has a model")
        }
        return try opened.scores(of: experiment.split.evaluation[position].unit, by: model)
      }
    } catch let error as DetectorError {
      let status = CellStatus(error.cause)
      return .refused((status == .refused ? "" : "\(status.rawValue): ") + error.description)
    } catch {
      return .refused("\(error)")
    }
  }

  /// The output of a cell, or, where its detector breaks a rule, the first of these in its place.
  func audited(_ output: CellOutput, _ models: [Fitted]) throws -> CellOutput {
    let verdict = try audit(models, .inRun) { output.scores[$0] }
    guard let violation = verdict.violations.first else { return output }
    return CellOutput(failed: violation.rule.status, reason: violation.description)
  }

  /// The scores of a whole unit, as a run computes them, finite or not.
  func scores(of unit: Unit, by fitted: Fitted) throws(DetectorError) -> ScoreTrace {
    try scores(of: unit, upTo: unit.rows, by: fitted)
  }

  /// The scores of a whole unit, given to the model one row after another.
  func streamedScores(of unit: Unit, by fitted: Fitted) throws(DetectorError) -> ScoreTrace {
    var trace = ScoreTrace(count: unit.rows)
    try stream(unit, upTo: unit.rows, by: fitted) {
      (row, values, moment, scorer) throws(DetectorError) in
      trace[row] = try scorer.score(values, at: moment)
    }
    return trace
  }
}
