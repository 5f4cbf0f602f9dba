import Alarms
import Detectors
import Numerics
import Preparation
import Telemetry

/// The work of one cell: calibrate, fit, score.
struct CellScoring {
  let experiment: Experiment
  let detector: any Detector
  let alarm: AlarmRule
  let randomness: Randomness

  /// A fitted model with what it takes to feed it, kept for measuring its latency.
  struct Fitted: Sendable {
    let model: any FittedModel
    let preparation: FittedPreparation
    /// Positions among the evaluation slices that it scores.
    let evaluation: [Int]
    let seconds: Double
  }

  /// Runs the cell.
  ///
  /// - Returns: The output, and the models that made it.
  func run() -> (output: CellOutput, fitted: [Fitted]) {
    do {
      var thresholds = [Threshold?](repeating: nil, count: experiment.truths.count)
      var scores = [ScoreTrace](
        repeating: ScoreTrace(count: 0), count: experiment.truths.count)
      var fitted: [Fitted] = []
      for group in experiment.groups {
        let (model, threshold) = try run(group)
        fitted.append(model)
        for position in group.evaluation {
          thresholds[position] = threshold
          let slice = experiment.split.evaluation[position]
          scores[position] = try score(slice.unit, upTo: slice.rows.upperBound, by: model)
        }
      }
      return (CellOutput(thresholds: thresholds.compactMap { $0 }, scores: scores), fitted)
    } catch let failure as CellFailure {
      return (CellOutput(failed: failure.status, reason: failure.reason), [])
    } catch {
      return (CellOutput(failed: .refused, reason: "\(error)"), [])
    }
  }

  private struct CellFailure: Error {
    let status: CellStatus
    let reason: String
  }

  private func run(_ group: (training: [Int], evaluation: [Int])) throws -> (Fitted, Threshold) {
    let slices = group.training.map { experiment.split.training[$0] }
    let plan = CalibrationPlan(
      alarm.calibration, all: FitView(slices: slices, labels: experiment.labels),
      everyUnitMustFit: experiment.fitsPerUnit || experiment.preparation.scope == .unit)
    let final = try fit(plan.final, evaluation: group.evaluation)
    var calibration = CalibrationScores()
    for fold in plan.folds {
      let fitted = plan.usesFinalModel ? final : try fit(fold.fit, evaluation: [])
      for (slice, isHealthy) in zip(fold.calibrate.slices, fold.calibrate.mayFit) {
        let scores = try score(slice.unit, upTo: slice.rows.upperBound, by: fitted)
        let persistent = alarm.persistence.persistentScores(scores)
        for row in slice.rows where isHealthy[row] {
          if let score = scores[row] { calibration.scores.append(score) }
          if let score = persistent[row] { calibration.persistentScores.append(score) }
        }
      }
    }
    guard let threshold = Threshold(alarm.threshold, calibration: calibration) else {
      throw CellFailure(status: .refused, reason: "no healthy calibration row has a score")
    }
    return (final, threshold)
  }

  private func fit(_ view: FitView, evaluation: [Int]) throws -> Fitted {
    var rule = experiment.preparation
    if detector.input == .physical { rule.scaling = .none }
    let preparation = try FittedPreparation(
      rule, of: experiment.dataSet, training: view.slices, mayFit: view.mayFit)
    let training = view.trainingSet(preparation)
    let start = ContinuousClock.now
    let model = try detector.fit(training, randomness: randomness)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Fitted(
      model: model, preparation: preparation, evaluation: evaluation, seconds: seconds)
  }

  private func score(_ unit: Unit, upTo end: Int, by fitted: Fitted) throws -> ScoreTrace {
    let scores = fitted.model.scores(
      of: fitted.preparation.prepare(unit, upTo: end),
      moments: fitted.preparation.moments(of: unit, upTo: end), for: scoredUnit(unit))
    if let row = scores.storage.firstIndex(where: { $0.isInfinite }) {
      throw CellFailure(
        status: .invalidOutput, reason: "unit \(unit.id), row \(row + 1): the score is infinite")
    }
    return scores
  }

  /// What a scorer is told of a unit; the labels only where the detector declares to see them.
  func scoredUnit(_ unit: Unit) -> ScoredUnit {
    ScoredUnit(
      id: unit.id, labels: detector.seesLabels ? experiment.labels.labels(of: unit) : nil)
  }
}
