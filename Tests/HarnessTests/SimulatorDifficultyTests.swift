import Alarms
import Datasets
import Detectors
import Foundation
import Metrics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// The default fleet as `quickstart` uses it: neither trivial nor hopeless.
@Suite struct SimulatorDifficultyTests {
  private static let experiment = Result {
    try Experiment(
      id: "pumps", dataSet: Simulator.dataSet(.standard),
      split: .chronological(fit: .fraction(0.5), gap: 0),
      labels: [LabelRule(name: "simulator/exact", criterion: .faults([.machine]))],
      phases: .recorded,
      preparation: PreparationRule(scope: .regime, missing: .forwardFill), fitsPerUnit: false)
  }

  private func evaluate(
    _ detector: any Detector
  ) throws -> (units: [EvaluatedUnit], evaluation: Evaluation) {
    let experiment = try Self.experiment.get()
    let rule = AlarmRule()
    let output = CellScoring(
      experiment: experiment, detector: detector, alarm: rule,
      randomness: Randomness(seed: 1, dataset: "pumps", detector: "x")
    ).run()
    try #require(output.status == .ok, "\(output.reason)")
    let units = experiment.evaluatedUnits(output, rule)
    return (
      units,
      Evaluation(units, settings: experiment.evaluationSettings(rule), resamples: nil)
    )
  }

  private func rate(_ evaluation: Evaluation) throws -> Double {
    try #require(
      evaluation.values.first { $0.scope == .all && $0.metric == "detection-rate.at-budget" }?
        .value)
  }

  @Test func theBestDetectorFindsMostFaultsButNotAll() throws {
    let detectors: [any Detector] = [
      MaxZ(), MeanZ(), ChannelLevel(channels: ["vibration", "temperature"]),
      HardLimit(limits: [:]), Baseline(),
    ]
    let best = try detectors.map { try rate(evaluate($0).evaluation) }.max()
    #expect((0.60...0.95).contains(try #require(best)))
  }

  /// Alarms that know nothing start at one rate everywhere; how often one falls into an event then
  /// follows from the event's length.
  @Test func randomScoresFindWhatChanceGivesThem() throws {
    let (units, evaluation) = try evaluate(RandomControl())
    let healthy = units.flatMap { unit in
      unit.truth.rows.filter { unit.truth.labels[$0] == .healthy }
    }
    let starts = units.map { unit in
      unit.alarms.runs.count {
        unit.truth.rows.contains($0.lowerBound) && unit.truth.labels[$0.lowerBound] == .healthy
      }
    }.reduce(0, +)
    let perRow = Double(starts) / Double(healthy.count)
    let chances = evaluation.outcomes.map { outcome in
      1 - pow(1 - perRow, Double(outcome.event.end - outcome.event.onset + 1))
    }
    let detected = Double(evaluation.outcomes.count { $0.kind.isDetected })
    let expected = chances.reduce(0, +)
    let deviation = chances.map { $0 * (1 - $0) }.reduce(0, +).squareRoot()
    #expect(chances.count >= 60)
    #expect(abs(detected - expected) < 4 * deviation)
  }

  @Test func theCycleCounterAndTheConstantFindNothingToSpeakOf() throws {
    #expect(try rate(evaluate(AgeControl()).evaluation) < 0.1)
    #expect(try rate(evaluate(ConstantControl()).evaluation) == 0)
  }

  @Test func sensorFaultsRaiseFalseAlarms() throws {
    let (units, _) = try evaluate(MaxZ())
    let slices = try Self.experiment.get().split.evaluation
    var alarmed = 0
    var alarmedInFault = 0
    var healthy = 0
    var healthyInFault = 0
    for (unit, slice) in zip(units, slices) {
      var isFaulty = [Bool](repeating: false, count: slice.unit.rows)
      for fault in slice.unit.faults where fault.origin == .sensor {
        for row in fault.rows { isFaulty[row] = true }
      }
      var isAlarmed = [Bool](repeating: false, count: slice.unit.rows)
      for row in unit.alarms.runs.joined() { isAlarmed[row] = true }
      for row in slice.rows where unit.truth.labels[row] == .healthy {
        healthy += 1
        if isFaulty[row] { healthyInFault += 1 }
        if isAlarmed[row] {
          alarmed += 1
          if isFaulty[row] { alarmedInFault += 1 }
        }
      }
    }
    let shareOfRows = Double(healthyInFault) / Double(healthy)
    let shareOfAlarms = Double(alarmedInFault) / Double(alarmed)
    #expect(shareOfRows < 0.03)
    #expect(shareOfAlarms > 5 * shareOfRows)
  }
}
