import Alarms
import Datasets
import Detectors
import Foundation
import Metrics
import Preparation
import Telemetry
import TestSupport
import Testing

@testable import Harness

/// Row scores and ranking of the official split of FD001 against the reference.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct DetectorOracleTests {
  private struct Oracle: Decodable {
    let auc: Double
    let ap: Double
    let first200: [Double]
    let strided: [Double]
    let summary: Summary

    struct Summary: Decodable {
      let n: Int
      let mean: Double
      let sd: Double
      let min: Double
      let max: Double
      let weighted_mean: Double
    }
  }

  private static let cases: [(file: String, detector: any Detector)] = [
    ("det_maxabsz_FD001", MaxZ()), ("det_meanz2_FD001", MeanZ()),
  ]

  @Test(arguments: cases.indices)
  func scoresEqualTheReference(index: Int) throws {
    let (file, detector) = Self.cases[index]
    let oracle = try SharedData.json("oracles/\(file).json", as: Oracle.self)
    let archive = SharedData.file("data/cmapss/CMAPSSData.zip")
    let loaded = try CMAPSS.load(subset: "FD001", archive: archive, includingTest: true, width: 2)
    let experiment = try Experiment(
      id: "FD001", dataSet: loaded.dataSet, split: .official,
      labels: [
        LabelRule(
          name: "30-30-125",
          criterion: .life(.init(failingWithin: 30, healthyBeyond: 30, fitBeyond: 125)))
      ], phases: .life, preparation: PreparationRule(), fitsPerUnit: false)
    let rule = AlarmRule(calibration: .training)
    let output = CellScoring(
      experiment: experiment, detector: detector, alarm: rule,
      randomness: Randomness(seed: 1, dataset: "FD001", detector: "x")
    ).run()
    try #require(output.status == .ok, "\(output.reason)")
    let scores = output.scores.flatMap(\.storage)
    #expect(scores.count == oracle.summary.n)
    for (row, expected) in oracle.first200.enumerated() {
      #expect(abs(scores[row] - expected) <= 1e-9, "row \(row)")
    }
    for (step, expected) in oracle.strided.enumerated() {
      #expect(abs(scores[97 * step] - expected) <= 1e-9, "row \(97 * step)")
    }
    let count = Double(scores.count)
    let mean = scores.reduce(0, +) / count
    let weighted = scores.enumerated().map { $1 * Double($0 % 7 + 1) }.reduce(0, +) / count
    #expect(abs(mean - oracle.summary.mean) <= 1e-9)
    #expect(abs(weighted - oracle.summary.weighted_mean) <= 1e-9)
    #expect(abs((scores.min() ?? 0) - oracle.summary.min) <= 1e-9)
    #expect(abs((scores.max() ?? 0) - oracle.summary.max) <= 1e-9)
    let evaluation = Evaluation(
      experiment.evaluatedUnits(output, rule), settings: experiment.evaluationSettings(rule),
      resamples: nil)
    func value(_ metric: String) -> Double? {
      evaluation.values.first { $0.scope == .all && $0.metric == metric }?.value
    }
    #expect(abs((value("roc-auc") ?? 0) - oracle.auc) <= 1e-9)
    #expect(abs((value("average-precision") ?? 0) - oracle.ap) <= 1e-9)
  }
}
