/// The number of rows seen before: run-to-failure data flatter it, though it looks at no sensor.
public struct AgeControl: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: FittedModel {
    func scorer(for unit: ScoredUnit) -> any Scorer { State() }
  }

  struct State: Scorer {
    private var seen = 0

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      defer { seen += 1 }
      return Double(seen)
    }
  }
}
