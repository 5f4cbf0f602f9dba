import Telemetry

/// The labels themselves, failing 1, grey 0.5, healthy 0: the best that a metric can give.
///
/// It predicts min(remaining life, 125), the floor of what is fitted to lives that are capped there.
public struct OracleControl: Detector {
  public init() {}

  public var seesLabels: Bool { true }
  public var predictsLife: Bool { true }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { Model() }

  struct Model: FittedModel {
    func scorer(for unit: ScoredUnit) -> any Scorer {
      State(labels: unit.labels ?? [], lives: unit.remainingLives ?? [])
    }
  }

  struct State: Scorer {
    let labels: [RowLabel]
    let lives: [Double]
    private var row = 0

    init(labels: [RowLabel], lives: [Double]) {
      self.labels = labels
      self.lives = lives
    }

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      defer { self.row += 1 }
      guard self.row < labels.count else { return nil }
      return switch labels[self.row] {
      case .healthy, .off: 0
      case .grey: 0.5
      case .failing: 1
      }
    }

    var predictedLife: Double? {
      lives.indices.contains(row - 1) ? min(lives[row - 1], Learning.lifeCap) : nil
    }
  }
}
