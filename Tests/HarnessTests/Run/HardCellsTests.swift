import Detectors
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// Data that a detector cannot learn from: a status and a sentence for its cell, or finite scores.
struct HardCellsTests {
  private static let channels = ["wear", "twin", "noise"]

  /// Eight engines of 60 flights that fail after the last; the evaluated second half of them has no
  /// reading of the channel `twin`, where it is asked for.
  private static func engines(lackTwin: Bool = false, lengths: Int = 60) -> DataSet {
    var stream = RandomStream(key: 5)
    return DataSet(
      source: "made", subset: nil, channels: channels.map { Channel(id: $0) }, timeUnit: .cycle,
      units: (1...8).map { unit in
        let values = (0..<lengths).flatMap { row in
          let wear = Double(row) / 20 + stream.normal()
          return [wear, lackTwin && unit > 4 ? .nan : wear + stream.normal(), stream.normal()]
        }
        return Unit(
          id: String(unit), times: (0..<lengths).map(Double.init),
          values: Matrix(rows: lengths, columns: 3, storage: values),
          ending: .failed(at: Double(lengths)))
      }, rawChannels: [0], identity: "engines")
  }

  private func experiment(
    _ dataSet: DataSet, failingWithin: Double = 10, missing: MissingRule = .refuse
  ) throws -> Experiment {
    let rule = PreparationRule(missing: missing)
    return try Experiment(
      id: "engines", dataSet: rule.admitted(dataSet), split: .units(fraction: 0.5),
      labels: [
        LabelRule(
          name: "within",
          criterion: .life(
            .init(failingWithin: failingWithin, healthyBeyond: failingWithin, fitBeyond: nil)))
      ], phases: .life, preparation: rule, fitsPerUnit: false)
  }

  /// Readings that never came are taken for the mean of the fit rows.
  @Test func aChannelThatEvaluatedUnitsLack() throws {
    let experiment = try experiment(Self.engines(lackTwin: true), missing: .forwardFill)
    for (name, detector) in Audited.honest(channel: "twin") {
      let output = Audited.scoring(detector, on: experiment).run()
      #expect(output.status == .ok, "\(name): \(output.reason)")
      #expect(output.scores.count == 4, "\(name)")
      for trace in output.scores {
        let scores = (0..<trace.count).compactMap { trace[$0] }
        #expect(!scores.isEmpty && scores.allSatisfy { $0.isFinite }, "\(name)")
      }
    }
    let level = Audited.scoring(ChannelLevel(channels: ["twin"]), on: experiment).run()
    for trace in level.scores {
      #expect((0..<trace.count).allSatisfy { (trace[$0] ?? .nan).magnitude < 1e-12 })
    }
  }

  @Test func aChannelThatEvaluatedUnitsLackIsRefusedUnlessSaidOtherwise() throws {
    #expect {
      try experiment(Self.engines(lackTwin: true))
    } throws: { error in
      "\(error)"
        == "unit 5 lacks a value of twin in row 1; choose missing: forward-fill, interpolate or drop"
    }
  }

  private static let refusals: [(detector: any Detector, failingWithin: Double, reason: String)] = [
    (
      NearestNeighbours(neighbours: 400), 10,
      "a row needs 400 neighbours, but there are 240 fit rows"
    ),
    (
      LocalOutlierFactor(neighbours: 240), 10,
      "a row needs 240 neighbours other than itself, but there are 240 fit rows"
    ),
    (
      LogisticRegression(), 1000, "all 240 training rows are failing; a classifier needs both"
    ),
    (
      PCAResidual(variance: 1), 10,
      "no residual is left: 1.0 of the variance takes all principal components (3)"
    ),
    (
      ARIMA(given: .init(ar: [1.5, -0.2], ma: []), differences: 0), 10,
      "the autoregressive coefficients 1.5, -0.2 are not stationary"
    ),
    (
      ARIMA(given: .init(ar: [], ma: [-2]), differences: 1), 10,
      "the moving-average coefficients -2.0 are not invertible"
    ),
  ]

  @Test(arguments: refusals.indices)
  private func aCellIsRefused(index: Int) throws {
    let (detector, failingWithin, reason) = Self.refusals[index]
    let experiment = try experiment(Self.engines(), failingWithin: failingWithin)
    let output = Audited.scoring(detector, on: experiment).run()
    #expect(output.status == .refused)
    #expect(output.reason == reason)
    #expect(output.scores == [])
  }
}
