import Alarms
import Detectors
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// For random data no fit is given an evaluation row, a gap row, or a row that calibrates it.
///
/// The first channel of every row tells which row it is, and a spy reads it in the fits; it reads
/// physical units, so that the telling values arrive as they are.
struct FittedRowsTests {
  /// The physical first channel: the identity of a row is also its score.
  private struct Identity: Detector {
    var input: DetectorInput { .physical }

    func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
      -> any FittedModel
    {
      try ChannelLevel(channels: ["identity"]).fit(training, randomness: randomness)
    }
  }

  private func identities(_ slices: [UnitSlice], _ rows: (UnitSlice) -> some Sequence<Int>)
    -> Set<Double>
  {
    Set(slices.flatMap { slice in rows(slice).map { slice.unit.values[$0, 0] } })
  }

  private func identities(_ view: FitView) -> Set<Double> {
    Set(
      zip(view.slices, view.mayFit).flatMap { slice, mayFit in
        mayFit.indices.filter { mayFit[$0] }.map { slice.unit.values[$0, 0] }
      })
  }

  /// Every row in a training set, fitted on or not.
  private func given(_ set: TrainingSet) -> Set<Double> {
    Set(set.units.flatMap { $0.values.column(0) })
  }

  private func fitted(_ set: TrainingSet) -> Set<Double> { Set(set.fitRows().column(0)) }

  @Test(arguments: RandomData.settings.indices)
  func noFitIsGivenARowThatItMustNotSee(index: Int) throws {
    var complete = 0
    for draw in RandomData.draws {
      let data = RandomData(RandomData.settings[index], draw: draw)
      guard let experiment = try? data.experiment() else { continue }
      let spy = Spy(detector: Identity())
      let scoring = CellScoring(
        experiment: experiment, detector: spy, alarm: data.alarm,
        randomness: Randomness(seed: 1, dataset: "drawn", detector: "spy"))
      let output = scoring.run()
      // What a fit may see of each unit ends with its training rows; gap and evaluation follow.
      let training = identities(experiment.split.training) { 0..<$0.rows.upperBound }
      let evaluation = identities(experiment.split.evaluation) { $0.rows }
      #expect(training.isDisjoint(with: evaluation))
      for set in spy.log.all {
        #expect(given(set).isSubset(of: training))
        #expect(fitted(set).isSubset(of: identities(experiment.split.training) { $0.rows }))
      }
      guard output.status == .ok else { continue }
      complete += 1
      try expectCalibrationApart(scoring, spy.log.all)
    }
    #expect(complete >= 40, "\(complete) draws could be fitted")
  }

  /// Follows the fits of a complete cell: of every group first the model that evaluates, then the
  /// folds.
  private func expectCalibrationApart(_ scoring: CellScoring, _ log: [TrainingSet]) throws {
    var sets = log[...]
    for group in scoring.experiment.groups {
      let plan = scoring.plan(group)
      let next = sets.popFirst()
      let final = try #require(next)
      #expect(fitted(final) == identities(plan.final))
      let mayFit = identities(
        FitView(
          slices: group.training.map { scoring.experiment.split.training[$0] },
          labels: scoring.experiment.labels, learning: .healthyRows))
      for fold in plan.folds {
        let next = plan.usesFinalModel ? final : sets.popFirst()
        let set = try #require(next)
        let held = identities(fold.calibrate)
        #expect(held.isSubset(of: mayFit))
        if scoring.alarm.calibration == .training {
          #expect(fitted(set) == held)
        } else {
          #expect(given(set).isDisjoint(with: held))
        }
      }
    }
    #expect(sets.isEmpty)
  }

  /// The scores that calibrate, told from the quantiles of their identities.
  @Test(arguments: RandomData.settings.indices)
  func onlyPlannedRowsCalibrate(index: Int) throws {
    for draw in RandomData.draws {
      let data = RandomData(RandomData.settings[index], draw: draw)
      guard let experiment = try? data.experiment() else { continue }
      for share in [0.3, 1] {
        var alarm = data.alarm
        alarm.threshold = .quantile(share)
        let scoring = CellScoring(
          experiment: experiment, detector: Identity(), alarm: alarm,
          randomness: Randomness(seed: 1, dataset: "drawn", detector: "spy"))
        let output = scoring.run()
        guard output.status == .ok else { continue }
        for group in experiment.groups {
          let rows = scoring.plan(group).folds.flatMap { identities($0.calibrate) }.sorted()
          let expected = Statistics.quantile(ofSorted: rows, share)
          for position in group.evaluation {
            #expect(output.thresholds[position].value == expected)
            #expect(output.thresholds[position].calibrationRows == rows.count)
          }
        }
      }
    }
  }
}
