public import Detectors
import Numerics
import Telemetry

/// Scores that were made elsewhere and are only read again: nothing of them can be audited.
///
/// A file must have every row that is asked for: those of the evaluated units from their first on,
/// and of the training units where they calibrate the threshold.
public struct ReplayedScores: Detector {
  private let file: ScoredRowsFile

  public init(_ file: ScoredRowsFile) { self.file = file }

  public var predictsLife: Bool { file.hasLives }
  public var explains: Bool { false }
  public var replays: Bool { true }

  public func session(
    _ surroundings: CellSurroundings
  ) throws(DetectorError) -> any Detector {
    if surroundings.namesRepeat, !file.statesParts {
      throw .missing(
        "\(file.name) has no column part, which tells training units from test units of the same"
          + " name by train and test")
    }
    return self
  }

  public func fit(
    _ training: TrainingSet, randomness: Randomness
  ) throws(DetectorError) -> any FittedModel {
    Model(file: file, dataset: randomness.dataset)
  }

  private struct Model: FittedModel {
    let file: ScoredRowsFile
    let dataset: String

    func scorer(for unit: ScoredUnit) -> any Scorer {
      State(
        series: Result { () throws(DetectorError) in try series(of: unit) }, unit: unit.id,
        file: file.name)
    }

    func series(of unit: ScoredUnit) throws(DetectorError) -> ScoredRowsFile.Series {
      if let series = file.scores(dataset: dataset, part: unit.part, unit: unit.id) {
        return series
      }
      if !file.knows(dataset: dataset) {
        throw .missing("\(file.name) has no row of data set \(dataset) in its column dataset")
      }
      let part = unit.part == .train ? "training unit" : "unit"
      throw .missing(
        "\(file.name) has no row of \(part) \(unit.id)"
          + (unit.part == .train
            ? ", whose scores calibrate the threshold; a fixed threshold needs none" : ""))
    }
  }

  private struct State: Scorer {
    let series: Result<ScoredRowsFile.Series, DetectorError>
    let unit: String
    /// The file, as errors name it.
    let file: String
    private(set) var predictedLife: Double?

    mutating func score(_ row: Span<Double>, at moment: Moment) throws(DetectorError) -> Double? {
      let series = try series.get()
      guard let index = series.rows[(moment.time + 0).bitPattern] else {
        throw .missing("\(file) has no row of unit \(unit) at time \(moment.time.shortest)")
      }
      let life = series.lives.isEmpty ? .nan : series.lives[index]
      predictedLife = life.isNaN ? nil : life
      let score = series.scores[index]
      return score.isNaN ? nil : score
    }
  }
}

extension DetectorError {
  /// A file that lacks what a run asks of it.
  fileprivate static func missing(_ description: String) -> DetectorError {
    DetectorError(description, cause: .invalidOutput)
  }
}
