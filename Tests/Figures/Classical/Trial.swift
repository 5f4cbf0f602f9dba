import Detectors
import Numerics
import Preparation
import Telemetry

/// One kind of detector on one subset: what its fits and scores take, and what it scores.
struct Trial {
  let detector: any Detector
  let split: OfficialSplit
  private let subset: String
  private let name: String

  /// Prepares the rows that a kind learns from; what predicts lives gets them as measured.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - choices: The words of hyper-parameters that are not at their default.
  ///   - dataSet: The subset with its test units.
  /// - Throws: `PreparationError` when no row may be fitted on.
  init(
    _ kind: DetectorKind, choices: [String: String] = [:], on dataSet: DataSet
  ) throws(PreparationError) {
    var values: [String: ParameterValues.Value] = [:]
    let standard = ParameterValues(standardOf: kind, channels: ["s4"])
    for parameter in kind.parameters {
      values[parameter.name] =
        choices[parameter.name].map { .choice($0) } ?? standard[parameter.name]
    }
    // An ensemble alone has no members of its own.
    if values["members"] != nil { values["members"] = .detectors(Self.members) }
    detector = kind.make(ParameterValues(values))
    split = try OfficialSplit(
      of: dataSet, learning: detector.learning,
      scaling: detector.input == .physical || detector.learning == .lives ? .none : .standard)
    subset = dataSet.subset ?? dataSet.source
    name = kind.name
  }

  /// What an ensemble is made of here.
  private static let members = ["mean-z", "mahalanobis", "pca-residual"].compactMap { name in
    DetectorCatalog.kind(named: name).map {
      NamedDetector(id: name, weight: 1, kind: $0, values: ParameterValues(standardOf: $0))
    }
  }

  /// Fits with a seed.
  ///
  /// - Parameters:
  ///   - seed: Where random numbers come from.
  ///   - training: Other rows than those of the split.
  /// - Returns: The model, and the seconds of its fit.
  /// - Throws: `DetectorError` when the rows do not allow a fit.
  func fit(
    seed: UInt64, on training: TrainingSet? = nil
  ) throws -> (model: any FittedModel, seconds: Double) {
    try timed {
      try detector.fit(
        training ?? split.training,
        randomness: Randomness(seed: seed, dataset: subset, detector: name))
    }
  }

  /// Scores all test rows, engine by engine; returns the scores and the seconds.
  ///
  /// - Throws: `DetectorError` when a row cannot be scored.
  func score(by model: any FittedModel) throws -> (scores: [Double], seconds: Double) {
    try timed {
      try split.evaluation.flatMap { engine in
        try model.scores(of: engine.rows, moments: engine.moments, for: engine.unit).storage
      }
    }
  }

  /// The 99th percentile of the microseconds that single rows take, one after another.
  ///
  /// - Throws: `DetectorError` when a row cannot be scored.
  func rowMicroseconds(by model: any FittedModel) throws -> Double {
    var times: [Double] = []
    for engine in split.evaluation {
      var scorer = model.scorer(for: engine.unit)
      for row in 0..<engine.rows.rows {
        let start = ContinuousClock.now
        _ = try engine.rows.withRow(row) { try scorer.score($0, at: engine.moments[row]) }
        times.append((ContinuousClock.now - start) / .microseconds(1))
      }
    }
    times.sort()
    return times[times.count * 99 / 100]
  }
}

/// What a closure gives, and the seconds that it takes.
func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
  let start = ContinuousClock.now
  let result = try body()
  return (result, (ContinuousClock.now - start) / .seconds(1))
}
