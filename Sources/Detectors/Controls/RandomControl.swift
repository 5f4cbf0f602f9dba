import Numerics

/// A uniform number per row: what chance alone would give.
public struct RandomControl: Detector {
  public init() {}

  public var isStochastic: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model(randomness: randomness) }

  struct Model: FittedModel {
    let randomness: Randomness

    func scorer(for unit: ScoredUnit) -> any Scorer {
      State(stream: randomness.stream(forUnit: unit.id))
    }
  }

  struct State: Scorer {
    var stream: RandomStream

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? { stream.uniform() }
  }
}
