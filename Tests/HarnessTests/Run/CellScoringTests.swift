import Alarms
import Detectors
import Metrics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// What comes of one cell, for detectors whose scores are known.
struct CellScoringTests {
  private func run(
    _ detector: any Detector, on dataSet: DataSet = Made.dataSet(), fitsPerUnit: Bool = false,
    alarm: AlarmRule = Made.plainAlarm
  ) throws -> CellOutput {
    try scoring(detector, on: dataSet, fitsPerUnit: fitsPerUnit, alarm: alarm).run()
  }

  private func scoring(
    _ detector: any Detector, on dataSet: DataSet = Made.dataSet(), fitsPerUnit: Bool = false,
    alarm: AlarmRule = Made.plainAlarm
  ) throws -> CellScoring {
    let plan = Made.plan(
      [try Made.experiment(dataSet, fitsPerUnit: fitsPerUnit)],
      [Made.planned("made", detector, alarm: alarm, seeds: [7])])
    return plan.scoring(of: plan.cells[0])
  }

  @Test func oneThresholdForAllOrOneForEach() throws {
    // Unit u scores 10 u + row; rows 0 through 9 calibrate.
    let pooled = try run(MadeDetector())
    #expect(pooled.thresholds.map(\.value) == [29, 29])
    #expect(pooled.thresholds.map(\.calibrationRows) == [20, 20])
    let each = try run(MadeDetector(), fitsPerUnit: true)
    #expect(each.thresholds.map(\.value) == [19, 29])
    #expect(each.thresholds.map(\.median) == [14.5, 24.5])
    #expect(each.thresholds.map(\.isUnresolved) == [false, false])
    #expect(each.scores.map(\.storage) == [10..<30, 20..<40].map { $0.map(Double.init) })
    // Each unit's model has seen that unit alone.
    let means = try run(MadeDetector { $0.fitMean }, fitsPerUnit: true)
    #expect(means.thresholds.map(\.value) == [14.5, 24.5])
  }

  @Test func failingTrainingRowsNeitherFitNorCalibrate() throws {
    let dataSet = Made.dataSet(failing: [1: 3..<6]) { unit, row in
      unit == 1 && (3..<6).contains(row) ? 1000 : Double(row)
    }
    #expect(try run(MadeDetector(), on: dataSet).thresholds[0].value == 9)
    let mean = try run(MadeDetector { $0.fitMean }, on: dataSet)
    #expect(mean.thresholds[0].value == (90 - 12) / 17.0)
  }

  @Test func crossCalibrationScoresRowsByModelsThatHaveNotSeenThem() throws {
    // Unit u is 10 u throughout; a model's only score is the mean of its fit rows.
    let dataSet = Made.dataSet(units: 5) { unit, _ in Double(10 * unit) }
    var alarm = Made.plainAlarm
    let detector = MadeDetector { $0.fitMean }
    #expect(try run(detector, on: dataSet, alarm: alarm).thresholds[0].value == 30)
    alarm.calibration = .cross(folds: 5)
    let cross = try run(detector, on: dataSet, alarm: alarm)
    #expect(cross.thresholds[0].value == 35)
    #expect(cross.thresholds[0].median == 30)
    #expect(cross.scores.allSatisfy { $0.storage.allSatisfy { $0 == 30 } })
    alarm.calibration = .heldOut(fraction: 0.2)
    let heldOut = try run(detector, on: dataSet, alarm: alarm)
    #expect(heldOut.thresholds[0].value == 25)
    #expect(heldOut.thresholds[0].calibrationRows == 10)
    #expect(heldOut.scores.allSatisfy { $0.storage.allSatisfy { $0 == 25 } })
  }

  @Test func aFitThatFailsIsRefused() throws {
    #expect(
      try run(MadeDetector(refusal: "too few rows"))
        == CellOutput(failed: .refused, reason: "too few rows"))
    let everywhere = Made.dataSet(failing: [1: 0..<20, 2: 0..<20])
    #expect(
      try run(MadeDetector(), on: everywhere)
        == CellOutput(failed: .refused, reason: "no training row may be fitted on"))
    #expect(
      try run(MadeDetector { _ in nil })
        == CellOutput(
          failed: .refused, reason: "no healthy calibration row has a persistent score (1 of 1)"))
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func aScoreThatIsNoFiniteNumberIsInvalid(score: Double) throws {
    for row in [3, 15] {
      let output = try run(
        MadeDetector { $0.unit.id == "2" && $0.row == row ? score : $0.value })
      #expect(
        output
          == CellOutput(
            failed: .invalidOutput,
            reason: "unit 2, row \(row + 1): the score is not a finite number"))
    }
  }

  @Test func rowsWithoutAScoreLowerTheCoverageAndNeverAlarm() throws {
    // Odd rows have no score; even rows of the evaluation are above the threshold.
    let scoring = try scoring(
      MadeDetector { $0.row % 2 == 0 ? $0.value : nil }, fitsPerUnit: true)
    let output = scoring.run()
    #expect(output.status == .ok)
    let units = scoring.experiment.evaluatedUnits(output, scoring.alarm)
    #expect(
      units.map { $0.alarms.runs }
        == [[10, 12, 14, 16, 18], [10, 12, 14, 16, 18]].map {
          $0.map { $0...$0 }
        })
    let values = Evaluation(
      units, settings: scoring.experiment.evaluationSettings(scoring.alarm), resamples: nil
    ).values
    func value(_ metric: String, _ scope: Scope = .all) -> Double? {
      values.first { $0.metric == metric && $0.scope == scope }?.value
    }
    #expect(value("coverage") == 0.5)
    #expect(value("coverage", .phase("on")) == 1)
    #expect(value("coverage", .phase("off")) == 0)
    #expect(value("false-positive-rate", .phase("off")) == 0)
  }

  @Test func onlyADetectorThatDeclaresItSeesLabels() throws {
    let dataSet = Made.dataSet(failing: [2: 12..<15])
    let blind = try run(MadeDetector { $0.unit.labels == nil ? 0 : 1 }, on: dataSet)
    #expect(blind.scores.allSatisfy { $0.storage.allSatisfy { $0 == 0 } })
    var seeing = MadeDetector { $0.unit.labels?[$0.row] == .failing ? 1 : 0 }
    seeing.seesLabels = true
    let told = try run(seeing, on: dataSet)
    #expect(told.scores[1].storage == (0..<20).map { (12..<15).contains($0) ? 1 : 0 })
    for detector in Control.allCases.map({ $0.detector(rawChannels: ["x"]) })
      + DetectorCatalog.kinds.filter({ $0.parameters.isEmpty }).map({ $0.make(.init([:])) })
    {
      #expect(detector.seesLabels == (detector is OracleControl))
    }
  }

  @Test func theSeedReachesTheDetector() throws {
    let output = try run(MadeDetector { Double($0.seed) })
    #expect(output.scores[0].storage == [Double](repeating: 7, count: 20))
  }
}
