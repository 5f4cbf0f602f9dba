import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// Predicted remaining lives on their way from scorers to metrics.
struct PredictedLifeTests {
  /// Predicts ten times the number of the rows that it has seen.
  private struct Counting: Detector {
    var predictsLife = true

    func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
      -> any FittedModel
    { Model() }

    private struct Model: FittedModel {
      func scorer(for unit: ScoredUnit) -> any Scorer { State() }
    }

    private struct State: Scorer {
      var seen = 0.0
      var predictedLife: Double? { 10 * seen }

      mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
        seen += 1
        return seen
      }
    }
  }

  /// Two engines to fit on, and test engines of 3 and 4 rows with 7 and 140 cycles left.
  private static let dataSet: DataSet = {
    func unit(_ id: String, rows: Int, left: Double) -> Unit {
      Unit(
        id: id, times: (1...rows).map(Double.init),
        values: Matrix(rows: rows, columns: 1, storage: (0..<rows).map(Double.init)),
        ending: .failed(at: Double(rows) + left))
    }
    return DataSet(
      source: "made", subset: nil, channels: [Channel(id: "x")], timeUnit: .cycle,
      units: [unit("1", rows: 20, left: 0), unit("2", rows: 20, left: 0)],
      testUnits: [unit("1", rows: 3, left: 7), unit("2", rows: 4, left: 140)], rawChannels: [0],
      identity: "made")
  }()

  private func evaluate(_ detector: any Detector, _ split: SplitRule) throws -> (
    output: CellOutput, values: [String: Double]
  ) {
    let experiment = try Experiment(
      id: "d", dataSet: Self.dataSet, split: split,
      labels: [
        LabelRule(
          name: "n", criterion: .life(.init(failingWithin: 2, healthyBeyond: 5, fitBeyond: 5)))
      ], phases: .life, preparation: PreparationRule(scaling: .none), fitsPerUnit: false)
    let output = CellScoring(
      experiment: experiment, detector: detector, alarm: Made.plainAlarm,
      randomness: Randomness(seed: 1, dataset: "d", detector: "x")
    ).run()
    try #require(output.status == .ok, "\(output.reason)")
    let evaluation = Evaluation(
      experiment.evaluatedUnits(output, Made.plainAlarm),
      settings: experiment.evaluationSettings(Made.plainAlarm), resamples: nil)
    return (
      output,
      Dictionary(
        uniqueKeysWithValues: evaluation.values.filter { $0.scope == .all }.map {
          ($0.metric, $0.value)
        })
    )
  }

  @Test func predictionsAtTheLastTestRowReachTheMetrics() throws {
    let (output, values) = try evaluate(Counting(), .official)
    #expect(output.predictedLives == [30, 40])
    #expect(values["rul-mae.raw"] == 61.5)
    #expect(values["rul-mae.cap125"] == 54)
    #expect(CellFile.decode(CellFile.encode(output), rows: [3, 4]) == output)
  }

  @Test func theOracleIsTheFloor() throws {
    let (output, values) = try evaluate(OracleControl(), .official)
    #expect(output.predictedLives == [7, 125])
    #expect(values["rul-mae.raw"] == 7.5)
    #expect(values["rul-rmse.cap125"] == 0)
  }

  @Test func onlyOfficialSplitsAndDeclaredPredictionsCount() throws {
    let (units, values) = try evaluate(Counting(), .units(fraction: 0.5))
    #expect(units.predictedLives == [nil])
    #expect(values["rul-mae.raw"] == nil)
    let (silent, none) = try evaluate(Counting(predictsLife: false), .official)
    #expect(silent.predictedLives == [nil, nil])
    #expect(none["rul-mae.raw"] == nil)
  }
}
