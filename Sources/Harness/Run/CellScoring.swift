import Alarms
import Detectors
import Numerics
import Preparation
import Telemetry

/// The work of one cell: calibrate, fit, score.
struct CellScoring {
  let experiment: Experiment
  /// The detector as planned, or its session once the work has begun.
  private(set) var detector: any Detector
  let alarm: AlarmRule
  let randomness: Randomness
  /// Whether the run of the cell also holds its detector to the rules of the audit.
  var isAudited = false

  /// A fitted model with what it takes to feed it.
  struct Fitted {
    let model: any FittedModel
    let preparation: FittedPreparation
    /// What estimates phases of operation, where the detector reads them and the readings allow it.
    let phases: VolatilityPhases?
    /// Positions among the evaluation slices that it scores.
    let evaluation: [Int]
    /// How long the fit took.
    let seconds: Double

    /// What a scorer is told of each of a unit's first rows beside its values.
    func moments(of unit: Unit, upTo end: Int) -> [Moment] {
      preparation.moments(of: unit, upTo: end, phases: phases)
    }
  }

  /// The same work with a session of the detector, which the fits and scores of a cell share.
  ///
  /// - Throws: ``DetectorError`` when the detector cannot be made ready.
  func opened() throws(DetectorError) -> CellScoring {
    var opened = self
    opened.detector = try detector.session(
      experiment.surroundings(randomness.detector, seed: randomness.seed))
    return opened
  }

  /// Runs the cell in a session of its own: every way it can fail ends as a status with its reason.
  func run() -> CellOutput {
    do throws(DetectorError) {
      let opened = try opened()
      let output = opened.output()
      return output.with(opened.detector.finish())
    } catch {
      return CellOutput(
        failed: CellStatus(error.cause), reason: error.description,
        standardError: error.standardError)
    }
  }

  /// Calibrates, fits, scores and audits.
  private func output() -> CellOutput {
    do {
      var thresholds = [Threshold?](repeating: nil, count: experiment.truths.count)
      var scores = [ScoreTrace](
        repeating: ScoreTrace(count: 0), count: experiment.truths.count)
      var lives = [Double?](repeating: nil, count: experiment.truths.count)
      var channels = [[[Int]?]](repeating: [], count: experiment.truths.count)
      var models: [Fitted] = []
      for group in experiment.groups {
        let (model, threshold) = try naming(group) { try calibrated(group) }
        models.append(model)
        for position in group.evaluation {
          thresholds[position] = threshold
          let slice = experiment.split.evaluation[position]
          scores[position] = try score(slice.unit, upTo: slice.rows.upperBound, by: model)
          lives[position] = try predictedLife(position, by: model)
          channels[position] = try namedChannels(
            position, scores: scores[position], threshold: threshold, by: model)
        }
      }
      let output = CellOutput(
        thresholds: thresholds.compactMap { $0 }, scores: scores, predictedLives: lives,
        namedChannels: channels)
      return isAudited ? try audited(output, models) : output
    } catch let failure as CellFailure {
      return CellOutput(failed: failure.status, reason: failure.reason)
    } catch let error as DetectorError {
      return CellOutput(failed: CellStatus(error.cause), reason: error.description)
    } catch {
      return CellOutput(failed: .refused, reason: "\(error)")
    }
  }

  /// Fits the models that evaluate once more, for timing them and for their explanations.
  ///
  /// - Throws: What a fit throws, which did not fail when the cell was run.
  func models() throws -> [Fitted] { try experiment.groups.map(model) }

  /// Fits the model that evaluates the unit at a position of the split once more.
  func model(evaluating position: Int) throws -> Fitted? {
    try experiment.groups.first { $0.evaluation.contains(position) }.map(model)
  }

  private func model(of group: Group) throws -> Fitted {
    try fit(plan(group).final, evaluation: group.evaluation)
  }

  typealias Group = (training: [Int], evaluation: [Int])

  private struct CellFailure: Error, CustomStringConvertible {
    let status: CellStatus
    let reason: String
    var description: String { reason }
  }

  /// Adds the unit to the reason of a failure where every unit has a model of its own.
  private func naming<Result>(_ group: Group, _ body: () throws -> Result) throws -> Result {
    guard experiment.fitsPerUnit, let first = group.training.first else { return try body() }
    let unit = experiment.split.training[first].unit.id
    do {
      return try body()
    } catch let failure as CellFailure {
      throw CellFailure(status: failure.status, reason: "unit \(unit): \(failure.reason)")
    } catch let error as DetectorError {
      throw CellFailure(status: CellStatus(error.cause), reason: "unit \(unit): \(error)")
    } catch {
      throw CellFailure(status: .refused, reason: "unit \(unit): \(error)")
    }
  }

  /// The fits of a group of units that share a model.
  func plan(_ group: Group) -> CalibrationPlan {
    let slices = group.training.map { experiment.split.training[$0] }
    return CalibrationPlan(
      alarm.calibration,
      all: FitView(slices: slices, labels: experiment.labels, learning: detector.learning),
      everyUnitMustFit: experiment.fitsPerUnit || experiment.preparation.scope == .unit)
  }

  private func calibrated(_ group: Group) throws -> (Fitted, Threshold) {
    let plan = plan(group)
    let final = try fit(plan.final, evaluation: group.evaluation)
    var calibration = CalibrationScores()
    // A fold without a healthy row calibrates nothing, and its fit may lack a class.
    for fold in plan.folds where fold.calibrate.isHealthy.contains(where: { $0.contains(true) }) {
      let fitted = plan.usesFinalModel ? final : try fit(fold.fit, evaluation: [])
      for (slice, isHealthy) in zip(fold.calibrate.slices, fold.calibrate.isHealthy) {
        // What comes after the last healthy row calibrates nothing.
        let end = (isHealthy.lastIndex(of: true) ?? -1) + 1
        let scores: ScoreTrace
        do {
          scores = try score(slice.unit, upTo: end, by: fitted, calibrating: true)
        } catch {
          if mayLackCalibration { continue }
          throw error
        }
        let persistent = alarm.persistence.persistentScores(scores)
        for row in 0..<end where isHealthy[row] {
          if let score = scores[row] { calibration.scores.append(score) }
          if let score = persistent[row] { calibration.persistentScores.append(score) }
        }
      }
    }
    let threshold =
      Threshold(alarm.threshold, calibration: calibration)
      ?? (mayLackCalibration ? Threshold(fixed: alarm.threshold) : nil)
    guard let threshold else {
      throw CellFailure(
        status: .refused,
        reason: "no healthy calibration row has a persistent score"
          + " (\(alarm.persistence.k) of \(alarm.persistence.n))")
    }
    guard threshold.value.isFinite, threshold.median.isFinite else {
      throw CellFailure(
        status: .invalidOutput, reason: "the calibration scores have no finite threshold")
    }
    return (final, threshold)
  }

  /// Whether a file of scores may leave out those of training units: a threshold that the suite
  /// states rests on none of them.
  private var mayLackCalibration: Bool {
    if case .fixed = alarm.threshold { detector.replays } else { false }
  }

  private func fit(_ view: FitView, evaluation: [Int]) throws -> Fitted {
    if detector.learning == .lives { try checkLives(view) }
    var rule = experiment.preparation
    if detector.input == .physical { rule.scaling = .none }
    let preparation = try FittedPreparation(
      rule, of: experiment.dataSet, training: view.slices, mayFit: view.mayFit,
      isHeld: view.isHeld)
    let phases =
      detector.readsPhases
      ? try? VolatilityPhases(
        training: view.slices, loadChannels: experiment.dataSet.loadChannels) : nil
    let training = view.trainingSet(
      preparation, phases: phases, labels: experiment.labels, learning: detector.learning)
    let start = ContinuousClock.now
    let model = try detector.fit(training, randomness: randomness)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Fitted(
      model: model, preparation: preparation, phases: phases, evaluation: evaluation,
      seconds: seconds)
  }

  /// Refuses to teach lives that tell more than a detector may know, and those that nobody knows.
  private func checkLives(_ view: FitView) throws {
    if experiment.split.rule.isChronological {
      throw CellFailure(
        status: .refused,
        reason: "lives in a chronological split would tell when the evaluated units fail; split"
          + " by units")
    }
    if !view.mayFit.contains(where: { $0.contains(true) }) {
      throw CellFailure(
        status: .refused, reason: "no training unit has a known remaining life to learn")
    }
  }

  private func score(
    _ unit: Unit, upTo end: Int, by fitted: Fitted, calibrating: Bool = false
  ) throws -> ScoreTrace {
    var scores = try scores(of: unit, upTo: end, by: fitted, part: calibrating ? .train : .test)
    if let isOff = unit.isOff {
      // What a standing machine is scored counts nowhere, and persistence passes it over.
      for row in 0..<end where isOff[row] { scores[row] = nil }
    }
    if let row = scores.storage.firstIndex(where: { $0.isInfinite }) {
      throw CellFailure(
        status: .invalidOutput,
        reason: "unit \(unit.id), row \(row + 1): the score is not a finite number")
    }
    return scores
  }

  /// The scores of a unit's first rows, finite or not.
  func scores(
    of unit: Unit, upTo end: Int, by fitted: Fitted, part: ScoredUnit.Part = .test
  ) throws(DetectorError) -> ScoreTrace {
    let scores = try fitted.model.scores(
      of: fitted.preparation.prepare(unit, upTo: end),
      moments: fitted.moments(of: unit, upTo: end), for: scoredUnit(unit, part))
    precondition(scores.count == end, "a model gives one score, or none, per row")
    return scores
  }

  /// What a scorer is told of a unit; labels and lives only where the detector declares to see them.
  func scoredUnit(_ unit: Unit, _ part: ScoredUnit.Part = .test) -> ScoredUnit {
    guard detector.seesLabels else { return ScoredUnit(id: unit.id, part: part) }
    let lives = (0..<unit.rows).compactMap(unit.remainingLife)
    return ScoredUnit(
      id: unit.id, part: part, labels: experiment.labels.labels(of: unit),
      remainingLives: lives.count == unit.rows ? lives : nil)
  }
}
