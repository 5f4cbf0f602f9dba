/// Zero for every row: what a metric gives for no information at all.
public struct ConstantControl: Detector {
  public init() {}

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: RowwiseModel {
    func score(_ row: Span<Double>) -> Double { 0 }
  }
}
