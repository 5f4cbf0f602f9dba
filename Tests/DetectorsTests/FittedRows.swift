import Foundation
import Numerics
import Telemetry
import TestSupport

@testable import Detectors

/// Fit rows of one unit, made from numbers at hand, and what detectors say that have learned from them.
struct FittedRows {
  let training: TrainingSet

  /// Takes rows of equal length, all of which may be fitted on.
  init(_ rows: [[Double]], targets: [Double]? = nil) {
    let channels = (rows.first ?? [0]).count
    training = TrainingSet(
      channels: (0..<channels).map { Channel(id: "c\($0)") },
      units: [
        TrainingUnit(
          id: "u", values: Self.matrix(rows, channels: channels),
          moments: rows.indices.map { Moment(time: Double($0), regime: 0) },
          fitRows: Array(rows.indices), targets: targets)
      ])
  }

  /// Takes rows of normally distributed numbers, rounded to multiples of a step where one is given.
  init(count: Int, channels: Int, step: Double? = nil, key: UInt64) {
    var stream = RandomStream(key: key)
    self.init(
      (0..<count).map { _ in
        (0..<channels).map { _ in
          let value = stream.normal()
          return step.map { (value / $0).rounded() * $0 } ?? value
        }
      })
  }

  var matrix: Matrix { training.fitRows() }

  static func matrix(_ rows: [[Double]], channels: Int) -> Matrix {
    Matrix(rows: rows.count, columns: channels, storage: rows.flatMap { $0 })
  }

  func model(_ detector: any Detector, seed: UInt64 = 1) throws -> any FittedModel {
    try detector.fit(training, randomness: Randomness(seed: seed, dataset: "d", detector: "x"))
  }

  func scores(_ detector: any Detector, of rows: [[Double]]) throws -> [Double] {
    try Self.scores(model(detector), of: rows)
  }

  static func scores(_ model: any FittedModel, of rows: [[Double]]) throws -> [Double] {
    try model.scores(
      of: matrix(rows, channels: rows[0].count),
      moments: rows.indices.map { Moment(time: Double($0), regime: 0) }, for: ScoredUnit(id: "x")
    ).storage
  }

  /// The score of a row and the contributions to it.
  func explained(_ detector: any Detector, _ row: [Double]) throws -> (Double?, [Double]) {
    var scorer = try model(detector).scorer(for: ScoredUnit(id: "x"))
    let moment = Moment(time: 0, regime: 0)
    let score = try scorer.score(row.span, at: moment)
    return (score, try scorer.explanation(of: row.span, at: moment)?.contributions ?? [])
  }

  /// A model that has been written and read again.
  static func reread<Model: Codable>(_ model: Model) throws -> Model {
    try reread(model, as: Model.self)
  }

  /// A value that has been written as one type and read as another.
  static func reread<Model: Decodable>(
    _ written: some Encodable, as type: Model.Type
  ) throws -> Model {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(written))
  }
}
