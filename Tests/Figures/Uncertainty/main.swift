// Evaluates score sets made for the measurement on the data sets of a suite, with intervals and
// without, on one thread, and prints the seconds of both: what uncertainty costs.
//
// A made score drifts upwards in its unit, with noise of its own, so that alarms, leads and ranks
// differ between resamples as a detector's do.

import Alarms
import Datasets
import Detectors
import Glibc
import Harness
import Metrics
import Numerics
import Telemetry

guard CommandLine.arguments.count == 4, let count = Int(CommandLine.arguments[3]) else {
  print("usage: assay-uncertainty SUITE DATA SETS-OF-SCORES")
  exit(2)
}

/// The outputs of a made detector on the evaluated units of a data set.
func made(_ number: Int, _ truths: [UnitTruth]) -> [EvaluatedUnit] {
  let persistence = Persistence(k: 3, n: 5)
  var pairs: [(truth: UnitTruth, scores: ScoreTrace, persistent: ScoreTrace)] = []
  for truth in truths {
    var stream = RandomStream(seed: UInt64(number), path: ["made", truth.id])
    let scores = ScoreTrace(
      storage: (0..<truth.rows.upperBound).map { row in
        let drift = 3 * Double(row) / Double(truth.labels.count)
        return drift * drift + Double(number % 5 + 1) * stream.normal()
      })
    pairs.append((truth, scores, persistence.persistentScores(scores)))
  }
  let healthy = pairs.flatMap { pair in
    pair.truth.rows.compactMap {
      pair.truth.labels[$0] == .healthy ? pair.persistent[$0] : nil
    }
  }
  let threshold = ThresholdRule.budgetThreshold(10, ofDescending: healthy.sorted(by: >)) ?? 0
  return pairs.map {
    EvaluatedUnit(
      truth: $0.truth, scores: $0.scores, persistentScores: $0.persistent,
      alarms: AlarmRuns($0.persistent, above: threshold))
  }
}

do {
  let suite = try Suite.load(
    file: CommandLine.arguments[1], knownMetrics: MetricCatalog.metrics.map(\.id),
    knownKinds: DetectorCatalog.kinds.map(\.name))
  let run = SuiteRun(
    suite: suite, selection: .everything,
    locator: ArchiveLocator(directories: [CommandLine.arguments[2]]), cache: nil,
    folder: RecordFolder(path: "/nonexistent"), jobs: 2, isForced: false, march: "")
  let clock = ContinuousClock()
  var with = Duration.zero
  var without = Duration.zero
  var values = 0
  for experiment in try run.prepare().plan.experiments {
    let settings = experiment.evaluationSettings(suite.alarm)
    for number in 0..<count {
      let units = made(number, experiment.truths)
      for resamples in [experiment.resamples, nil] {
        let start = clock.now
        // The intervals are made when they are asked for.
        let evaluation = Evaluation(
          units, settings: settings, secondLabels: experiment.secondLabels, resamples: resamples)
        values += evaluation.values.count { $0.bounds != nil }
        if resamples == nil { without += clock.now - start } else { with += clock.now - start }
      }
    }
  }
  print("\(with / .seconds(1)) \(without / .seconds(1)) \(values)")
} catch {
  print(error)
  exit(1)
}
