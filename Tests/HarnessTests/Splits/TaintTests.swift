import Alarms
import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// For random data nothing that is fitted changes, to the bit, when evaluation rows do.
struct TaintTests {
  /// Everything that a cell fits, and what comes of it on rows that were not tainted.
  private struct Fitted: Equatable {
    /// The training set of every fit.
    var trainingSets: [[String]] = []
    /// A unit of its own, prepared by every model that evaluates: regimes, scale and fill values.
    var probes: [[UInt64]] = []
    var thresholds: [Threshold] = []
    var scores: [ScoreTrace] = []
    var phases: [[UInt8]] = []
  }

  /// Fits a cell, and looks at the scores and phases of so many first rows of every evaluated unit.
  private func fit(
    _ experiment: Experiment, lookingAt rows: [String: Int], _ data: RandomData
  ) throws -> Fitted {
    let spy = Spy(detector: Baseline(ownRows: 3))
    let scoring = CellScoring(
      experiment: experiment, detector: spy, alarm: data.alarm,
      randomness: Randomness(seed: 1, dataset: "drawn", detector: "spy"))
    let output = scoring.run()
    var fitted = Fitted()
    fitted.trainingSets = spy.log.all.map(\.bits)
    if output.status == .ok {
      fitted.thresholds = output.thresholds
      fitted.scores = zip(experiment.split.evaluation, output.scores).map { slice, scores in
        ScoreTrace(storage: Array(scores.storage.prefix(rows[slice.unit.id] ?? 0)))
      }
      fitted.probes = try scoring.models().map { probe($0, of: experiment) }
    }
    fitted.phases = experiment.truths.map { Array($0.phases.codes.prefix(rows[$0.id] ?? 0)) }
    return fitted
  }

  private func probe(_ model: CellScoring.Fitted, of experiment: Experiment) -> [UInt64] {
    var stream = RandomStream(seed: 3, path: ["probe"])
    let hasGaps = experiment.preparation.missing != .refuse
    let probe = RandomData.unit(7, hasGaps: hasGaps, &stream)
    // Scaling per unit knows the units that it was fitted on, by id.
    let position = model.evaluation.first ?? 0
    let named = Unit(
      id: experiment.split.evaluation[position].unit.id, times: probe.times, values: probe.values,
      ending: .censored, regimeKeys: (0..<probe.rows).map { $0 - probe.rows / 2 })
    return model.preparation.channelIndices.map(UInt64.init)
      + model.preparation.regimes(of: named).map(UInt64.init)
      + model.preparation.prepare(named, upTo: named.rows).storage.map(\.bitPattern)
  }

  /// Other values and regimes in some rows of a unit; what is missing stays missing, for it says
  /// which rows there are.
  private func tainting(_ unit: Unit, _ rows: some Sequence<Int>) -> Unit {
    var stream = RandomStream(seed: 23, path: ["taint", unit.id])
    var values = unit.values
    var keys = unit.regimeKeys
    for row in rows {
      for column in 0..<values.columns where !values[row, column].isNaN {
        values[row, column] = 1e4 * stream.normal()
      }
      keys?[row] = stream.integer(below: 20) - 10
    }
    return Unit(
      id: unit.id, times: unit.times, values: values, ending: unit.ending, regimeKeys: keys,
      recordedPhases: unit.recordedPhases, faults: unit.faults)
  }

  /// The unit with another end after a row: faults that it does not have, a failure that it has not
  /// seen where none of its rows may be seen.
  private func endingOtherwise(_ unit: Unit, after row: Int) -> Unit {
    Unit(
      id: unit.id, times: unit.times, values: unit.values,
      ending: row == 0 ? .failed(at: Double(unit.rows)) : unit.ending, regimeKeys: unit.regimeKeys,
      recordedPhases: unit.recordedPhases,
      faults: unit.faults.compactMap { fault in
        let rows = fault.rows.clamped(to: 0..<row)
        return rows.isEmpty
          ? nil
          : Fault(kind: fault.kind, origin: fault.origin, rows: rows, channels: fault.channels)
      })
  }

  /// The first row of every unit, by id, that is tainted: where units evaluate that do not train,
  /// every second of them whole, so that the others show whether they notice; else the first row
  /// after the training rows.
  private func firstTaintedRows(_ experiment: Experiment) -> [String: Int] {
    var rows: [String: Int] = [:]
    for (position, slice) in experiment.split.evaluation.enumerated() {
      rows[slice.unit.id] = position % 2 == 0 ? 0 : slice.unit.rows
    }
    for slice in experiment.split.training { rows[slice.unit.id] = slice.rows.upperBound }
    return rows
  }

  /// The data set with other values wherever no fit may look.
  ///
  /// The row is counted among the rows that there are, so nothing may be dropped from the data set.
  private func taintedEvaluation(_ experiment: Experiment) -> DataSet {
    let tainted = firstTaintedRows(experiment)
    return experiment.dataSet.mapUnits { unit in
      guard let first = tainted[unit.id] else { return unit }
      return endingOtherwise(tainting(unit, first..<unit.rows), after: first)
    }
  }

  @Test(arguments: RandomData.settings.indices)
  func noFittedObjectFollowsAnEvaluationRow(index: Int) throws {
    var complete = 0
    for draw in RandomData.draws {
      let data = RandomData(RandomData.settings[index], draw: draw)
      guard let experiment = try? data.experiment() else { continue }
      let changed = try data.experiment(taintedEvaluation(experiment))
      let rows = firstTaintedRows(experiment)
      let clean = try fit(experiment, lookingAt: rows, data)
      let tainted = try fit(changed, lookingAt: rows, data)
      #expect(tainted == clean, "draw \(draw)")
      if !clean.probes.isEmpty { complete += 1 }
    }
    #expect(complete >= 40, "\(complete) draws could be fitted")
  }

  /// What is fitted to score the rows of a fold does not follow these rows either, be it by the
  /// filling of gaps or as context.
  @Test(arguments: RandomData.settings.indices)
  func noFoldFollowsTheRowsThatItCalibrates(index: Int) throws {
    var complete = 0
    for draw in RandomData.draws {
      let data = RandomData(RandomData.settings[index], draw: draw)
      guard data.alarm.calibration != .training, let experiment = try? data.experiment() else {
        continue
      }
      let plan = Audited.scoring(MaxZ(), on: experiment, alarm: data.alarm)
        .plan(experiment.groups[0])
      let number = draw % plan.folds.count
      var held: [String: [Int]] = [:]
      let view = plan.folds[number].calibrate
      for (slice, mayFit) in zip(view.slices, view.mayFit) {
        held[slice.unit.id] = mayFit.indices.filter { mayFit[$0] }
      }
      let changed = try data.experiment(
        experiment.dataSet.mapUnits { tainting($0, held[$0.id] ?? []) })
      let position = plan.usesFinalModel ? 0 : 1 + number
      let clean = try fit(experiment, lookingAt: [:], data).trainingSets
      let tainted = try fit(changed, lookingAt: [:], data).trainingSets
      guard clean.count > position, tainted.count > position else { continue }
      complete += 1
      #expect(clean[position] == tainted[position], "draw \(draw)")
    }
    #expect(complete >= 30, "\(complete) draws could be fitted")
  }

  /// The instrument works: other training rows change everything that is fitted.
  @Test(arguments: RandomData.settings.indices, [ScalingKind.standard, .robust, .minmax])
  func everyFittedObjectFollowsTheTrainingRows(index: Int, scaling: ScalingKind) throws {
    var complete = 0
    for draw in RandomData.draws.prefix(16) {
      let data = RandomData(RandomData.settings[index], draw: draw, scaling: scaling)
      guard let experiment = try? data.experiment() else { continue }
      let training = Set(experiment.split.training.map(\.unit.id))
      let changed = try data.experiment(
        experiment.dataSet.mapUnits {
          training.contains($0.id) ? tainting($0, 0..<$0.rows) : $0
        })
      let clean = try fit(experiment, lookingAt: [:], data)
      let tainted = try fit(changed, lookingAt: [:], data)
      guard !clean.probes.isEmpty, !tainted.probes.isEmpty else { continue }
      complete += 1
      #expect(zip(clean.trainingSets, tainted.trainingSets).allSatisfy { $0 != $1 })
      #expect(zip(clean.probes, tainted.probes).allSatisfy { $0 != $1 })
      if case .fixed = data.alarm.threshold { continue }
      #expect(clean.thresholds != tainted.thresholds)
    }
    #expect(complete >= 8, "\(complete) draws could be fitted")
  }
}
