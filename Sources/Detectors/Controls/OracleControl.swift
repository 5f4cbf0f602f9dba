import Telemetry

/// The labels themselves, failing 1, grey 0.5, healthy 0: the best that a metric can give.
public struct OracleControl: Detector {
  public init() {}

  public var seesLabels: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: FittedModel {
    func scorer(for unit: ScoredUnit) -> any Scorer { State(labels: unit.labels ?? []) }
  }

  struct State: Scorer {
    let labels: [RowLabel]
    private var row = 0

    init(labels: [RowLabel]) {
      self.labels = labels
    }

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      defer { self.row += 1 }
      guard self.row < labels.count else { return nil }
      return switch labels[self.row] {
      case .healthy: 0
      case .grey: 0.5
      case .failing: 1
      }
    }
  }
}
